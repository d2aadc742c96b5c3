"""What the page of one specialist or clinic shows."""

from django.urls import reverse
from django.utils.functional import cached_property

from conditions.texts import plain_block
from conditions.translation_note import translation_note
from desk.models import Status

from .addresses import list_url, parameters, query_string
from .contacts import contact, mailbox
from .filtering.matching import match
from .maps.locator import locator
from .models import Affiliation
from .shortlist.carried import EMPTY
from .shortlist.toggle import toggle

ABOUT = ["condition", "therapy"]  # of a list's question, what a message can be about


class ProfilePage:
    """A listing from for_page(), with why it matched when the address carries a list's query."""

    def __init__(self, listing, asked=None, shortlist=EMPTY, *, is_preview=False):
        self.listing = listing
        self.shortlist = shortlist
        self.is_preview = is_preview
        self.profile = plain_block(listing, "profile")
        self._asked = asked

    @cached_property
    def translation_note(self):
        return translation_note(self.listing, is_whole_page=False)

    @property
    def treatments(self):
        return self.listing.treatments.all()

    @cached_property
    def match(self):
        """Why it matched, or None when the reader does not come from a filtered list."""
        if self._asked is None:
            return None
        return match(self.listing, self._asked.query, self._asked.vocabulary) or None

    @property
    def is_from_list(self):
        """Whether the address carries what was asked of a list."""
        return bool(self._question)

    @property
    def back_url(self):
        """The list the reader comes from, with what was asked there."""
        question = "&".join(filter(None, [self._question, self.shortlist.query_string]))
        return f"{list_url(type(self.listing))}?{question}".removesuffix("?")

    @cached_property
    def contact(self):
        """The listing whose contact is shown, or None; its own unless it states none."""
        return contact(self.listing)

    @property
    def enquiry_url(self):
        """Where a message to it is written, about what its reader had asked for; "" if none would arrive."""
        if self.is_preview or mailbox(self.listing) is None:
            return ""
        model = self.listing._meta.model_name
        url = reverse("enquiries:enquiry", kwargs={model: self.listing.slug})
        about = {} if self._asked is None else {name: self._asked.query.values(name)[:1] for name in ABOUT}
        return f"{url}?{query_string(about)}".removesuffix("?")

    @property
    def toggle(self):
        return toggle(self.shortlist, self.listing, path=self.listing.get_absolute_url(), asked=self._question)

    @cached_property
    def _question(self):
        if self._asked is None:
            return ""
        return query_string(parameters(self._asked.query, self._asked.text))


class SpecialistPage(ProfilePage):
    @property
    def affiliations(self):
        return self.listing.affiliations.all()

    @cached_property
    def locator(self):
        return locator([affiliation.clinic for affiliation in self.affiliations])

    @property
    def titles(self):
        """The official titles in the countries where the specialist works: [(specialty, title), …]."""
        fields = {"DE": "title_in_germany", "AT": "title_in_austria", "CH": "title_in_switzerland"}
        countries = dict.fromkeys(row.clinic.country for row in self.affiliations)
        return [
            (specialty.name, title)
            for specialty in self.listing.specialties.all()
            for country in countries
            if (title := getattr(specialty, fields[country]))
        ]


class ClinicPage(ProfilePage):
    @cached_property
    def locator(self):
        return locator([self.listing])

    @cached_property
    def specialists(self):
        return (
            Affiliation.objects.filter(clinic=self.listing, specialist__status=Status.PUBLISHED)
            .select_related("specialist")
            .order_by("specialist__sort_name", "pk")
        )
