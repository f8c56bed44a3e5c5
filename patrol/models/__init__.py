"""The tables. Columns, relationships and constraints; no queries, no clock."""

from patrol.models.assessments import (
    AppealDecision,
    AssessmentAppeal,
    AssessmentEntry,
    AssessmentScheme,
    IssuedAssessment,
    IssuedScore,
    WithdrawnEntry,
)
from patrol.models.audit import AuditEntry
from patrol.models.base import Base
from patrol.models.bulletins import Bulletin, BulletinFile, BulletinSchedule, BulletinTemplate
from patrol.models.categories import IssueCategory
from patrol.models.changes import ChangeSet, GeometryChange, LayingDue
from patrol.models.clocks import EscalationRule, Holiday, IssueEscalation, StepClock
from patrol.models.collect import CollectFile, CollectSubmission
from patrol.models.divisions import Division
from patrol.models.epochs import DatabaseEpoch
from patrol.models.forest import ForestPlot, PlotCell
from patrol.models.forestry import AnnualTarget, ForestryWork, SeasonCurve
from patrol.models.gis_users import GisUser
from patrol.models.honesty import HonestyRule, PatrolTrace, PhotoPrint, ReviewDecision, TrackLook, TrackView
from patrol.models.imports import ImportMapping, LayerImport, LayerImportRow
from patrol.models.inspections import AcceptanceScheme, Inspection, SamplePlot, WorkEvent, WorkPhoto
from patrol.models.issues import Issue, IssueEvent, IssueNumber, IssueParcel, IssuePhoto, IssueZoning
from patrol.models.last_visits import PlotLastVisit, SegmentLastVisit
from patrol.models.layer_changes import LayerChange
from patrol.models.leaves import Leave
from patrol.models.live import LiveDevice, LiveFix
from patrol.models.months import PatrolMonth, PlotMonth, SegmentMonth
from patrol.models.notices import Delivery, DigestDay, Notice, NoticeSetting, Webhook
from patrol.models.officers import Assignment, Officer, Token
from patrol.models.papers import IssuePaper, OfficeProfile, PaperNumber, PaperTemplate
from patrol.models.patrols import (
    DeclaredPhoto,
    Observation,
    Patrol,
    PatrolEffort,
    Photo,
    PhotoSender,
    PlotVisit,
    SegmentVisit,
    Submission,
)
from patrol.models.public import PublicReport, PublicReporter
from patrol.models.rivers import River, RiverSegment, Station
from patrol.models.rules import PatrolRule
from patrol.models.scores import Rescoring, ScoreChange
from patrol.models.slots import PastSlot
from patrol.models.terms import PatrolTerm, PlotTerm, SegmentTerm
from patrol.models.throttle import Throttle
from patrol.models.uploads import Upload
from patrol.models.zoning import WorkZone, ZoningUnit

__all__ = [
    "AcceptanceScheme",
    "AnnualTarget",
    "AppealDecision",
    "AssessmentAppeal",
    "AssessmentEntry",
    "AssessmentScheme",
    "Assignment",
    "AuditEntry",
    "Base",
    "Bulletin",
    "BulletinFile",
    "BulletinSchedule",
    "BulletinTemplate",
    "ChangeSet",
    "CollectFile",
    "CollectSubmission",
    "DatabaseEpoch",
    "DeclaredPhoto",
    "Delivery",
    "DigestDay",
    "Division",
    "EscalationRule",
    "ForestPlot",
    "ForestryWork",
    "GeometryChange",
    "GisUser",
    "Holiday",
    "HonestyRule",
    "ImportMapping",
    "Inspection",
    "Issue",
    "IssueCategory",
    "IssueEscalation",
    "IssueEvent",
    "IssueNumber",
    "IssuePaper",
    "IssueParcel",
    "IssuePhoto",
    "IssueZoning",
    "IssuedAssessment",
    "IssuedScore",
    "LayerChange",
    "LayerImport",
    "LayerImportRow",
    "LayingDue",
    "Leave",
    "LiveDevice",
    "LiveFix",
    "Notice",
    "NoticeSetting",
    "Observation",
    "OfficeProfile",
    "Officer",
    "PaperNumber",
    "PaperTemplate",
    "PastSlot",
    "Patrol",
    "PatrolEffort",
    "PatrolMonth",
    "PatrolRule",
    "PatrolTerm",
    "PatrolTrace",
    "Photo",
    "PhotoPrint",
    "PhotoSender",
    "PlotCell",
    "PlotLastVisit",
    "PlotMonth",
    "PlotTerm",
    "PlotVisit",
    "PublicReport",
    "PublicReporter",
    "Rescoring",
    "ReviewDecision",
    "River",
    "RiverSegment",
    "SamplePlot",
    "ScoreChange",
    "SeasonCurve",
    "SegmentLastVisit",
    "SegmentMonth",
    "SegmentTerm",
    "SegmentVisit",
    "Station",
    "StepClock",
    "Submission",
    "Throttle",
    "Token",
    "TrackLook",
    "TrackView",
    "Upload",
    "Webhook",
    "WithdrawnEntry",
    "WorkEvent",
    "WorkPhoto",
    "WorkZone",
    "ZoningUnit",
]
