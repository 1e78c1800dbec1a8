"""The commands of `autograder`, with their options; each imports what it needs when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder import __version__
from autograder.cli import regrade_app, unexplained_app
from autograder.cli.giving_back_app import add_to as add_export
from autograder.cli.intake_app import collect
from autograder.cli.options import (
    AllOption,
    CourseOption,
    DatabaseOption,
    DeviceOption,
    ExerciseArgument,
    JsonOption,
    RiskOption,
    UnprovedOption,
    WorkersOption,
)
from autograder.cli.options import on_linux as _on_linux
from autograder.cli.people_app import people
from autograder.cli.report_app import report
from autograder.cli.spoken_commands import Commands, Spoken

app = typer.Typer(
    cls=Commands,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Build, grade and prove auto-graded exercises.",
)
app.command()(collect)
app.add_typer(people, name="people", cls=Commands, help="The class list, links, more time.")


@app.command()
def build(
    exercise: Annotated[str | None, typer.Argument(help="One exercise; else all.")] = None,
    language: Annotated[
        str | None, typer.Option(metavar="LANGUAGE", help="Such as en; else see course.toml.")
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Only compare; write nothing.")] = False,
    read: Annotated[
        bool,
        typer.Option("--read", help="I have read this lesson side by side in all its languages."),
    ] = False,
    course: CourseOption = None,
) -> None:
    """Make exercises/, source/ and release/ from the lessons and the reference code."""
    from autograder.cli.build import run

    raise typer.Exit(run(course, exercise, language, check=check, read=read))


@app.command()
def messages(
    check: Annotated[bool, typer.Option("--check", help="Only say what is left to do.")] = False,
    course: CourseOption = None,
) -> None:
    """Collect the texts to translate, and compile the translations that are there."""
    from autograder.cli.messages import run

    raise typer.Exit(run(course, check=check))


@app.command()
def validate(
    exercise: Annotated[str | None, typer.Argument(help="One exercise; else all.")] = None,
    question: Annotated[
        str | None, typer.Option(metavar="QUESTION", help="Only this question of it.")
    ] = None,
    anew: Annotated[
        bool, typer.Option("--anew", help="Prove everything, although nothing has changed.")
    ] = False,
    mutants: Annotated[
        bool, typer.Option("--mutants", help="Everything that there is, also what is slow.")
    ] = False,
    keep: Annotated[
        bool,
        typer.Option(
            "--keep", help="Keep in proved.json what is proved whole and without a fault."
        ),
    ] = False,
    hints: Annotated[
        bool, typer.Option("--hints", help="List the mutants that get a hint, and which one.")
    ] = False,
    workers: WorkersOption = None,
    device: DeviceOption = None,
    course: CourseOption = None,
    accept_risk: RiskOption = False,
) -> None:
    """Prove the hidden checks: right answers pass, wrong ones lose and get their own hint."""
    _on_linux(accept_risk=accept_risk)
    from autograder.cli.validate import run
    from autograder.validation.exercise import Wanted

    wanted = Wanted(question, anew=anew, mutants=mutants, keep=keep)
    proved = run(course, exercise, wanted, workers=workers, device=device, hints=hints)
    raise typer.Exit(proved)


@app.command()
def grade(
    exercise: ExerciseArgument,
    student: Annotated[
        str | None, typer.Option(metavar="STUDENT", help="Only this student.")
    ] = None,
    workers: WorkersOption = None,
    scheduler: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Grade on the workers of a Dask scheduler."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Grade again what is the same.")] = False,
    unproved: UnprovedOption = False,
    whole: AllOption = False,
    json: JsonOption = None,
    device: DeviceOption = None,
    course: CourseOption = None,
    db: DatabaseOption = None,
    accept_risk: RiskOption = False,
) -> None:
    """Grade submitted/ into the gradebook, autograded/ and feedback/, and print a table."""
    _on_linux(accept_risk=accept_risk)
    from autograder.cli.grade import run

    raise typer.Exit(
        run(
            course,
            exercise,
            student,
            workers,
            json,
            device,
            scheduler=scheduler,
            force=force,
            whole=whole,
            unproved=unproved,
        )
    )


@app.command()
def serve(
    host: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Where to listen; else for this machine alone."),
    ] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="The port to listen on; else 8000.")
    ] = None,
    address: Annotated[
        str,
        typer.Option(
            metavar="URL", help="What people type into a browser, behind a reverse proxy."
        ),
    ] = "",
    weak_isolation: Annotated[
        bool,
        typer.Option(
            "--allow-weak-isolation",
            help="Let other machines ask where students' code cannot be kept in fully.",
        ),
    ] = False,
    workers: WorkersOption = None,
    scheduler: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Grade on the workers of a Dask scheduler."),
    ] = None,
    ask_after_hours: Annotated[
        float, typer.Option(min=0, help="When students may ask about a grade.")
    ] = 24.0,
    ask_within_days: Annotated[
        float, typer.Option(min=0, help="Until when they may; 0: never.")
    ] = 7.0,
    course: CourseOption = None,
    db: DatabaseOption = None,
) -> None:
    """Put the course on the web: students hand in and are answered, teachers watch."""
    from autograder.cli.serve import run

    asking = ask_after_hours, ask_within_days
    raise typer.Exit(run(course, host, port, address, workers, weak_isolation, scheduler, *asking))


@app.command()
def worker(
    scheduler: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Such as tcp://127.0.0.1:8786.")
    ],
    workers: WorkersOption = None,
    gpu: Annotated[int, typer.Option(metavar="N", min=0, help="How many at once on the GPU.")] = 0,
    course: CourseOption = None,
    accept_risk: RiskOption = False,
) -> None:
    """Grade on this machine what a Dask scheduler sends, until it is stopped."""
    _on_linux(accept_risk=accept_risk)
    from autograder.cli.worker import run

    raise typer.Exit(run(course, scheduler, workers, gpu))


@app.command(cls=Spoken)
def check(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="A notebook (.ipynb) or a Python file (.py)."),
    ],
    student: Annotated[
        str, typer.Option(metavar="STUDENT", help="The id that it was handed in under.")
    ] = "",
    json: JsonOption = None,
    device: DeviceOption = None,
    course: CourseOption = None,
    accept_risk: RiskOption = False,
) -> None:
    """Grade one file and print the verdict; the gradebook is not touched."""
    _on_linux(accept_risk=accept_risk)
    from autograder.cli.check import run

    raise typer.Exit(run(course, file, student, json, device))


app.command()(report)


unexplained_app.add_to(app)
regrade_app.add_to(app)


@app.command()
def history(
    exercise: Annotated[str | None, typer.Argument(help="One exercise; else all.")] = None,
    student: Annotated[
        str | None, typer.Option(metavar="STUDENT", help="Only this student.")
    ] = None,
    json: JsonOption = None,
    course: CourseOption = None,
    db: DatabaseOption = None,
) -> None:
    """Show who handed in what and when, and what it was given each time it was graded."""
    from autograder.cli.history import run

    raise typer.Exit(run(course, exercise, student, json))


@app.command()
def forget(
    name: Annotated[str, typer.Argument(metavar="ID | EXERCISE", help="A person, or an exercise.")],
    student: Annotated[
        str | None,
        typer.Argument(help="With an exercise: whose work is no longer in submitted/."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Also where you have left points or comments.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Of a person: it is meant.")] = False,
    course: CourseOption = None,
    db: DatabaseOption = None,
) -> None:
    """Take a person out of the course; or remove a grade whose work is gone."""
    _on_linux()
    if student is None:
        from autograder.cli.person import forget as forget_person

        raise typer.Exit(forget_person(course, name, yes=yes))
    from autograder.cli.forget import run

    raise typer.Exit(run(course, name, student, force=force))


@app.command(name="export-person")
def export_person(
    id: Annotated[str, typer.Argument(metavar="ID", help="As in people.csv and submitted/.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Else ID-DATE.zip, here.")
    ] = None,
    course: CourseOption = None,
    db: DatabaseOption = None,
) -> None:
    """Write all that is kept of one person into a zip archive."""
    _on_linux()
    from autograder.cli.person import export

    raise typer.Exit(export(course, id, output))


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file; a zip archive.")],
    keep_days: Annotated[
        int, typer.Option(min=0, max=36_500, metavar="N", help="After which it is to be deleted.")
    ] = 30,
    course: CourseOption = None,
) -> None:
    """Copy all that the course has of its class into a file, also while the service runs."""
    _on_linux()
    from autograder.cli.backup import backup as run

    raise typer.Exit(run(course, file, keep_days))


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `backup` has written.")],
    yes: Annotated[
        bool, typer.Option("--yes", help="Also where something is newer than the backup.")
    ] = False,
    course: CourseOption = None,
) -> None:
    """Put a backup in the place of what the course has of its class."""
    _on_linux()
    from autograder.cli.backup import restore as run

    raise typer.Exit(run(course, file, yes=yes))


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="Such as ex11_momentum.")],
    course: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Else: the nearest course.toml. Where DIR has none, a course begins.",
        ),
    ] = None,
) -> None:
    """Make a new exercise folder that builds and validates at once, to be edited."""
    from autograder.cli.new import run

    raise typer.Exit(run(course, name))


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(help="A new folder for the demo.")] = Path("demo"),
    again: Annotated[
        bool, typer.Option("--again", help="Replace an earlier demo without asking.")
    ] = False,
    workers: WorkersOption = None,
    course: CourseOption = None,
    accept_risk: RiskOption = False,
) -> None:
    """Make an example class in a folder of its own, grade it, and say where the pages are."""
    _on_linux(accept_risk=accept_risk)
    from autograder.cli.demo import run

    raise typer.Exit(run(course, folder, workers, again=again))


@app.command()
def doctor() -> None:
    """Show how well this machine can keep a student's code in, and what it lacks."""
    _on_linux()
    from autograder.cli.doctor import run

    raise typer.Exit(run())


lti = typer.Typer(
    cls=Commands, no_args_is_help=True, help="The learning platforms that a course belongs to."
)
app.add_typer(lti, name="lti")


@lti.command(name="add")
def lti_add(
    issuer: Annotated[str, typer.Argument(help="What the platform calls itself.")],
    client_id: Annotated[str, typer.Option(metavar="ID", help="What it calls this tool.")],
    login_url: Annotated[str, typer.Option(metavar="URL", help="Where it says who somebody is.")],
    token_url: Annotated[str, typer.Option(metavar="URL", help="Where it gives tokens.")],
    keys_url: Annotated[str, typer.Option(metavar="URL", help="Its public keys.")],
    deployment: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Where it has put this tool; again.")
    ] = None,
    audience: Annotated[
        str, typer.Option(metavar="URL", help="For whom requests for a token are; else its URL.")
    ] = "",
    trust_emails: Annotated[
        bool, typer.Option("--trust-emails", help="People cannot change their e-mail there.")
    ] = False,
    frame: Annotated[
        list[str] | None, typer.Option(metavar="URL", help="Whose pages may frame ours; again.")
    ] = None,
    course: CourseOption = None,
) -> None:
    """Add a platform (Canvas, Moodle and the like), and say what to enter there."""
    from autograder.cli.lti import add
    from autograder.service.lti.platforms import Platform

    platform = Platform(
        issuer=issuer,
        client_id=client_id,
        login_url=login_url,
        token_url=token_url,
        keys_url=keys_url,
        deployments=tuple(deployment or ()),
        audience=audience,
        trusts_emails=trust_emails,
        frames=tuple(frame or ()),
    )
    raise typer.Exit(add(course, platform))


@lti.command(name="show")
def lti_show(course: CourseOption = None) -> None:
    """Say which platforms there are, and what to enter there."""
    from autograder.cli.lti import show

    raise typer.Exit(show(course))


@lti.command(name="remove")
def lti_remove(
    issuer: Annotated[str, typer.Argument(help="What the platform calls itself.")],
    client_id: Annotated[
        str, typer.Option(metavar="ID", help="Only this registration there.")
    ] = "",
    course: CourseOption = None,
) -> None:
    """Take a platform out: nobody comes from there any more."""
    from autograder.cli.lti import remove

    raise typer.Exit(remove(course, issuer, client_id))


@lti.command(name="rotate")
def lti_rotate(course: CourseOption = None) -> None:
    """Make a new key pair, with which requests to platforms are signed."""
    from autograder.cli.lti import rotate

    raise typer.Exit(rotate(course))


add_export(app, _on_linux)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"autograder {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Build, grade and prove auto-graded exercises."""
