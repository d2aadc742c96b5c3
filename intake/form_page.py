from django.utils.functional import cached_property

from . import form_token
from .checks import has_fields


class FormPage:
    """The page of a form for readers; `posted` is the QueryDict of a form that was sent.

    A page of its kind has a `form`, says in `about` what its token is made for, and in `may_be_missing` which
    fields a browser leaves out: radio buttons of which none is chosen.
    """

    may_be_missing = frozenset()

    def __init__(self, posted=None):
        self.posted = posted

    @property
    def sent(self):
        """{name: value} that a request brought, None for an empty form."""
        return None if self.posted is None else {name: self.posted[name] for name in self.posted}

    @cached_property
    def sent_token(self):
        """The FormToken that was brought back, None when there is none or it does not fit any more."""
        return form_token.read(self.posted.get("token", ""), self.about) if self.posted else None

    @cached_property
    def token(self):
        """For the next time the form is sent; the same as last time while it is good."""
        return self.sent_token.text if self.sent_token else form_token.make(self.about)

    @property
    def is_as_asked(self):
        """Whether the request has the fields of this form and no others, each once."""
        return has_fields(self.posted, {"token", *self.form.fields}, self.may_be_missing)
