"""A condition page: its texts rendered in reading order, so that references are numbered by first use."""

from dataclasses import dataclass

from django.utils.functional import cached_property

from .changes import recent_changes
from .links import link_targets
from .markup import Rendering
from .models import HelpLine, Reference, Section, Symptom
from .references import numbered
from .texts import Block, language_of, markup_block, plain_block
from .translation_note import translation_note


@dataclass(frozen=True)
class RenderedSection:
    kind: str
    title: str
    title_lang: str
    body: Block

    @property
    def is_collapsed(self):
        """The prognosis opens on request only."""
        return self.kind == Section.Kind.PROGNOSIS


class ConditionPage:
    """Everything templates/conditions/condition_detail.html shows, rendered once in reading order."""

    causes = therapies = ()

    def __init__(self, condition, offers, *, is_preview=False):
        self.condition = condition
        self.offers = offers
        self.is_preview = is_preview
        self.summary = plain_block(condition, "summary")
        self._references = {reference.key: reference for reference in Reference.objects.all()}
        rendering = Rendering(targets=link_targets(offers.results), keys=set(self._references))
        self._rendering = rendering
        self.symptoms = [{"symptom": symptom} for symptom in condition.symptoms.all()]
        self.emergencies = [row for row in self.symptoms if row["symptom"].urgency == Symptom.Urgency.EMERGENCY]
        self.sections = []
        self._render_symptoms(self.emergencies, "what_to_do")
        for section in condition.sections.all():
            self._render_section(section)
        self._add_missing_sections()

    def _render_section(self, section):
        """A section, and what the template shows with it, in the order in which it stands on the page."""
        if section.kind == Section.Kind.SPECIALISTS:
            self.causes = self._causes()
        body = markup_block(section, "body", self._rendering)
        self.sections.append(RenderedSection(section.kind, section.title, language_of(section, "title"), body))
        if section.kind == Section.Kind.SYMPTOMS:
            self._render_symptoms(self.symptoms, "explanation", "what_to_do")
        elif section.kind == Section.Kind.THERAPIES:
            self.therapies = self._therapies()

    def _add_missing_sections(self):
        """Symptoms, therapies and specialists are shown also where no editor has written a section on them."""
        written = {section.kind for section in self.sections}
        content = {
            Section.Kind.SYMPTOMS: self.symptoms,
            Section.Kind.THERAPIES: self.condition.condition_therapies.all(),
            Section.Kind.SPECIALISTS: self.condition.causes.all() or self.offers.total,
        }
        for kind, is_there in content.items():
            if is_there and kind not in written:
                self._render_section(Section(kind=kind, title=str(kind.label)))

    def _render_symptoms(self, rows, *fields):
        for row in rows:
            for field in fields:
                if field not in row:
                    row[field] = markup_block(row["symptom"], field, self._rendering)

    @cached_property
    def help_lines(self):
        return HelpLine.objects.by_country()

    @cached_property
    def translation_note(self):
        return translation_note(self.condition)

    @cached_property
    def changes(self):
        return recent_changes(self.condition)

    @cached_property
    def references(self):
        """The cited references in the order of first use, then those that are listed only."""
        listed = [citation.reference.key for citation in self.condition.citations.all()]
        return numbered(self._references, self._rendering.uses, listed)

    def _causes(self):
        rows = []
        for cause in self.condition.causes.all():
            tumour = cause.primary_tumour
            results = self.offers.results("tumour", tumour.slug)
            rows.append(
                {
                    "tumour": tumour,
                    "note": markup_block(cause, "note", self._rendering),
                    "specialties": [
                        {"specialty": specialty, "url": self.offers.results("specialty", specialty.slug).url}
                        for specialty in tumour.leading_specialties.all()
                    ],
                    "results_count": results.count,
                    "results_url": results.url,
                }
            )
        return rows

    def _therapies(self):
        rows = []
        for pair in self.condition.condition_therapies.all():
            if pair.therapy.is_published:
                results = self.offers.results("therapy", pair.therapy.slug)
                rows.append(
                    {
                        "therapy": pair.therapy,
                        "note": markup_block(pair, "note", self._rendering),
                        "results_count": results.count,
                        "results_url": results.url,
                    }
                )
        return rows
