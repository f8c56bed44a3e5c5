"""Word files as PDF, laid out by LibreOffice: what the office has edited is what is printed."""

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

PROGRAM = "soffice"
# Official papers ask for fonts that a server seldom has: a serif and a sans of the same language stand in for them.
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  {}
</fontconfig>
"""
# It fetches nothing from elsewhere and runs no macros.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
</oor:items>
"""
STAND_INS = {"仿宋": "Noto Serif CJK SC", "宋体": "Noto Serif CJK SC", "黑体": "Noto Sans CJK SC"}
STAND_IN = '<alias binding="same"><family>{}</family><accept><family>{}</family></accept></alias>'
LONGEST_S = 180


class CannotPrint(RuntimeError):
    """LibreOffice is missing, or did not make a PDF."""


def pdf(word: bytes) -> bytes:
    """The pages of a Word file as PDF. CannotPrint when that does not work."""
    program = shutil.which(PROGRAM)
    if program is None:
        raise CannotPrint("LibreOffice (soffice) is not installed")
    with TemporaryDirectory(prefix="bulletin-") as folder:
        source = Path(folder, "bulletin.docx")
        source.write_bytes(word)
        _convert(program, source, Path(folder))
        made = source.with_suffix(".pdf")
        if not made.is_file():
            raise CannotPrint("LibreOffice made no PDF of it")
        return made.read_bytes()


def _convert(program: str, source: Path, folder: Path) -> None:
    # A profile of its own: two at a time, or a desktop that is open beside it, would wait for one another.
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", folder, source]
    fonts = folder / "fonts.conf"
    fonts.write_text(FONTS.format("".join(STAND_IN.format(*pair) for pair in STAND_INS.items())), encoding="utf-8")
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(folder), "LANG": "zh_CN.UTF-8"}
    environment["FONTCONFIG_FILE"] = str(fonts)
    try:
        subprocess.run(command, check=True, timeout=LONGEST_S, capture_output=True, env=environment)
    except (subprocess.SubprocessError, OSError) as error:
        raise CannotPrint(f"LibreOffice failed: {type(error).__name__}") from error
