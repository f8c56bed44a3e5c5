"""What time itself asks for: months made ahead, lateness told, leftovers swept, cut-off jobs taken up again."""

from datetime import UTC, datetime

from procrastinate import JobContext

from patrol import casework, db, erasing, growth, importing, live, photos, telling, throttle, uploads
from patrol.config import Settings
from patrol.desk import users
from patrol.jobs.queue import context, queue
from patrol.queries import layer_versions

KEPT_JOB_HOURS = 30 * 24


def tidy(settings: Settings, now: datetime) -> None:
    """Everything that is due by `now`; however often it runs, each thing is done once."""
    with db.transaction() as session:
        growth.prepare_months(session, now.astimezone(settings.timezone).date())
        photos.sweep(session, settings, now)
        throttle.sweep(session, now)
        live.sweep(session, settings, now)
        telling.sweep(session, now)
        casework.escalate(session, now, settings.timezone)
        today = now.astimezone(settings.timezone).replace(hour=0, minute=0, second=0, microsecond=0)
        layer_versions.merge_changes(session, today)
    uploads.sweep(settings, now)
    importing.sweep(settings, now)
    erase_tracks(settings, now)


def erase_tracks(settings: Settings, now: datetime) -> int:
    """Erase the tracks that are older than they are kept, some at once; how many they were."""
    erased = 0
    while True:
        with db.transaction() as session:
            batch = erasing.erase_tracks(session, settings, now)
        if not batch:
            return erased
        erased += batch


@queue.periodic(cron="*/5 * * * *")
@queue.task(name="tell_lateness", pass_context=True)
def tell_lateness(job: JobContext, timestamp: int) -> None:
    """Bring late issues to their level."""
    with db.transaction() as session:
        casework.escalate(session, datetime.now(UTC), context(job).timezone)


@queue.periodic(cron="* * * * *")
@queue.task(name="close_outings", pass_context=True)
def close_outings(job: JobContext, timestamp: int) -> None:
    """Turn outings of live devices that are over into patrols."""
    live.close_outings(context(job), datetime.now(UTC))


@queue.periodic(cron="* * * * *")
@queue.task(name="end_overlong", pass_context=True)
def end_overlong(job: JobContext, timestamp: int) -> None:
    """End what GIS users leave running or locked."""
    with db.transaction() as session:
        users.end_overlong(session)


@queue.periodic(cron="17 * * * *")
@queue.task(name="tidy_up", pass_context=True)
def tidy_up(job: JobContext, timestamp: int) -> None:
    """Tidy up every hour."""
    tidy(context(job), datetime.now(UTC))


@queue.periodic(cron="* * * * *")
@queue.task(name="take_up_again", pass_context=True)
async def take_up_again(job: JobContext, timestamp: int) -> None:
    """Give jobs whose worker was killed to a living one, and forget jobs done long ago."""
    manager = queue.job_manager
    for stalled in await manager.get_stalled_jobs():
        await manager.retry_job(stalled)
    await manager.delete_old_jobs(nb_hours=KEPT_JOB_HOURS)
