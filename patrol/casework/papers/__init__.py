"""Papers 公文 of issues as Word files: templates that the office may edit, numbered once, kept as they went out."""

from patrol.casework.papers.issuing import issue_paper
from patrol.casework.papers.templates import reset_template, set_template, template_of

__all__ = ["issue_paper", "reset_template", "set_template", "template_of"]
