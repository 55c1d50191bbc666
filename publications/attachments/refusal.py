"""Why a file was not taken, as data; the sentence is made where it is read."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    # Any file.
    "empty": _("The file is empty."),
    "broke_off": _("The file did not arrive whole. Please send it again."),
    "document_too_large": _("The document is larger than %(size)d MB."),
    "audio_too_large": _("The recording is larger than %(size)d MB."),
    "unknown": _(
        "This is neither a document (PDF, ODT, DOCX) nor a recording (MP3, Opus, M4A)."
    ),
    "web_page": _("This is a web page or a script, not a document or a recording."),
    "program": _("This is a program, not a document or a recording."),
    "old_office": _(
        "This is a file of an older Word, or one that is locked by a password. Save it "
        "as DOCX or ODT without a password."
    ),
    "hidden_zip": _("Something else, a ZIP archive, is hidden in the file."),
    "broken": _("The file is broken or incomplete and can't be read."),
    "truncated": _("The end of the file is missing."),
    "too_heavy": _("The file takes too much memory or time to be checked."),
    # PDF.
    "pdf_preceded": _("Something stands in the file before the PDF begins."),
    "pdf_followed": _(
        "The file goes on where its PDF ends: something is attached to it, or its real "
        "end is missing."
    ),
    "pdf_mixed": _("The file is a PDF and a web page or a script at once."),
    "pdf_encrypted": _("The PDF is locked (encrypted). Save it without protection."),
    "pdf_scripts": _("The PDF contains scripts (JavaScript)."),
    "pdf_programs": _("The PDF starts programs or opens other files."),
    "pdf_files": _("Other files are embedded in the PDF."),
    "pdf_sends": _("The PDF contains a form that sends or loads data."),
    "pdf_xfa": _("The PDF is a form of a kind (XFA) that most readers can't show."),
    "pdf_media": _("The PDF contains sound, film or 3D, which it would play."),
    "pdf_no_pages": _("The PDF has no page."),
    # ODT and DOCX: the archive around them.
    "zip_unknown": _("This is a ZIP archive, but neither ODT nor DOCX."),
    "zip_bomb": _("Unpacked, the document would be larger than %(size)d MB."),
    "zip_parts": _("The document consists of more than %(count)d files."),
    "zip_name": _("A file in the document has a forbidden name: “%(name)s”."),
    "zip_locked": _("The document is locked by a password. Save it without one."),
    "xml_doctype": _("The document defines entities (DOCTYPE), which is forbidden."),
    "xml_deep": _("The document is nested too deeply."),
    # ODT and DOCX: what is in them.
    "macros": _("The document contains macros. Save it without them."),
    "embedded": _(
        "Another file or object is embedded in the document (“%(name)s”). Replace it "
        "by a picture or by text."
    ),
    "foreign_part": _(
        "The document contains “%(name)s”, which is not text, picture or font."
    ),
    "signed": _(
        "The document is signed electronically, and taking out personal data would "
        "break the signature. Attach it as PDF."
    ),
    "external": _(
        "The document loads something from elsewhere when it is opened: “%(name)s”. "
        "Remove the link or the template and put in the content itself."
    ),
    "bad_link": _("A link leads to “%(name)s”, which readers can't or mustn't open."),
    "tracked_changes": _(
        "The document contains tracked changes. Accept or reject all of them first, "
        "then save it and attach it again."
    ),
    "comments": _(
        "The document contains comments. Remove all of them first, then save it and "
        "attach it again."
    ),
    # Recordings.
    "film": _("This is a film. Only sound can be attached."),
    "not_mp3": _("The recording is not a proper MP3 file."),
    "not_opus": _("The recording is not a proper Opus file with one stream of sound."),
    "not_m4a": _("The recording is not a proper M4A file."),
    "no_length": _("The length of the recording can't be determined."),
    "too_long": _("The recording is longer than %(hours)d hours."),
}


class Refused(ValueError):
    """The file was not taken; `str()` is a sentence for people.

    It carries a code and values, so it travels from a child process (which knows
    nobody's language) and speaks the language active when it is read.
    """

    def __init__(self, reason: str, **values: int | str):
        super().__init__(reason, values)
        self.reason = reason
        self.values = values

    def __str__(self) -> str:
        return str(SENTENCES[self.reason]) % self.values
