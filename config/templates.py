"""Templates are indented for those who write them, and icons are files; what is rendered is one flat text."""

import re

from django.template.loaders import filesystem

INDENTATION = re.compile(r"\n\s+")
# a line of tags that show nothing needs no break of its own: that of the line before stays
SILENT = "if|elif|else|endif|for|empty|endfor|ifchanged|endifchanged|with|endwith|block|endblock|url [^%]* as"
SILENT_LINE = re.compile(rf"(?<=\n)((?:{{% (?:{SILENT})\b[^%]*%}})+)\n")
# beside the tags of blocks a break shows nothing
BLOCK = (
    "</?(?:article|aside|body|dd|details|div|dl|dt|fieldset|footer|form|h[1-6]|head|header|html|legend|li|link|main"
    "|meta|nav|ol|option|p|script|section|select|summary|table|tbody|td|th|thead|title|tr|ul)\\b"
)
BESIDE_BLOCK = re.compile(rf"\n(?={BLOCK})|({BLOCK}[^<>{{}}]*>)\n")
# plain drawings: put in once, instead of at each of some hundred includes of a page
ICON = re.compile(r'{% include "(icons/[\w-]+\.svg)"(?: only)? %}')


class Loader(filesystem.Loader):
    """Where a browser shows one space, one line break is left. No template has text of its own in a textarea."""

    def get_contents(self, origin):
        contents = super().get_contents(origin)
        if not origin.name.endswith(".html"):
            return contents
        contents = SILENT_LINE.sub(r"\1", INDENTATION.sub("\n", contents))
        contents = BESIDE_BLOCK.sub(r"\1", contents)
        return ICON.sub(lambda icon: self.engine.get_template(icon[1]).source, contents)
