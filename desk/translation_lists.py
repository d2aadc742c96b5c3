"""The translation clock in the lists of the desk: a column, a filter, and the totals that lead to it."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from . import clock, roles, translation_totals
from .translation_files.selected import export_selected
from .translation_totals import TODO, few_in_state, has_texts, in_state

PARAMETER, ANY = "translations", "any"
SHORT_NAMES = {
    clock.MISSING: gettext_lazy("missing"),
    clock.OUTDATED: gettext_lazy("outdated"),
    clock.MACHINE: gettext_lazy("unchecked"),
}


class TranslationLists:
    """For the admin of a model with texts to translate; of one without, it changes nothing."""

    def get_list_display(self, request):
        """Beside the name: on the right it would be out of sight on a small screen."""
        first, *others = super().get_list_display(request)
        return [first, *(["translations"] if has_texts(self.model) else []), *others]

    def get_list_filter(self, request):
        return [*super().get_list_filter(request), *([TranslationFilter] if has_texts(self.model) else [])]

    def get_changelist_instance(self, request):
        """With the totals of the page's objects, counted in one statement."""
        changelist = super().get_changelist_instance(request)
        if has_texts(self.model):
            found = translation_totals.of_objects(self.model, [obj.pk for obj in changelist.result_list])
            for obj in changelist.result_list:
                obj.translation_totals = found.get(obj.pk, {})
        return changelist

    def get_actions(self, request):
        """Whatever actions the model has: also its texts can go to a translator."""
        actions = super().get_actions(request)
        if has_texts(self.model) and IS_POPUP_VAR not in request.GET:
            actions["export_translations"] = self.get_action("export_translations")
        return actions

    @admin.action(description=gettext_lazy("Export translations"))
    def export_translations(self, request, queryset):
        return export_selected(self, request, queryset)

    @admin.display(description=gettext_lazy("translations"))
    def translations(self, obj):
        badges = [
            (state, language.upper(), in_words(state, counts[state]))
            for language, counts in sorted(obj.translation_totals.items())
            for state in TODO
            if state in counts
        ]
        return format_html_join(" ", '<span class="desk-badge is-{}">{} {}</span>', badges)


def in_words(state, count):
    """ "2 missing" """
    words = {
        clock.MISSING: ngettext("%(count)d missing", "%(count)d missing", count),
        clock.OUTDATED: ngettext("%(count)d outdated", "%(count)d outdated", count),
        clock.MACHINE: ngettext("%(count)d unchecked", "%(count)d unchecked", count),
    }
    return words[state] % {"count": count}


class TranslationFilter(admin.SimpleListFilter):
    """By what there is to translate: anything, in one language, or in one state in one language."""

    title = gettext_lazy("translations")
    parameter_name = PARAMETER

    def lookups(self, request, model_admin):
        languages = [(language, name) for language, name in settings.LANGUAGES if language in clock.TARGETS]
        choices = [(ANY, _("Anything to do"))]
        for language, name in languages:
            choices.append((language, _("%(language)s: anything to do") % {"language": name}))
            for state, words in SHORT_NAMES.items():
                title = _("%(language)s: %(counts)s") % {"language": name, "counts": words}
                choices.append((f"{language}-{state}", title))
        return choices

    def queryset(self, request, queryset):
        """A value that nobody offers matches nothing."""
        if self.value() is None:
            return queryset
        language, _hyphen, state = self.value().partition("-")
        languages = clock.TARGETS if language == ANY else [language]
        states = [state] if state else TODO
        if self.value() not in dict(self.lookup_choices):
            return queryset.none()
        is_long = getattr(queryset.model, "is_long", False)
        few = few_in_state(queryset.model, languages, states) if is_long else None
        return in_state(queryset, languages, states) if few is None else queryset.filter(pk__in=few)


# Totals


@dataclass(frozen=True)
class ModelTotals:
    """What there is to translate in the objects of one model."""

    model: type
    counts: dict[str, dict[str, int]]  # {language: {state: number}}, of texts or of objects
    may_edit: bool  # whether the account may do something about it

    @property
    def name(self):
        return self.model._meta.verbose_name_plural

    def url(self, language=ANY, state=""):
        """The list of the objects with such texts."""
        options = self.model._meta
        address = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
        return f"{address}?{PARAMETER}={language}{'-' if state else ''}{state}"


def totals(account, count=translation_totals.of_models):
    """[ModelTotals, …] of all models that `account` may view, in a bounded number of statements.

    Who may only translate a model sees their languages of it. `count` is one of translation_totals: of texts, or
    objects_of_models.
    """
    models = [model for model in translation_totals.translated_models() if roles.may(account, "view", model)]
    own = roles.languages_of(account) if any(roles.only_translates(account, model) for model in models) else set()
    found = []
    for model, counts in count(models).items():
        only_translates = roles.only_translates(account, model)
        seen = {code: states for code, states in counts.items() if code in own or not only_translates}
        found.append(ModelTotals(model, seen, only_translates or roles.may(account, "change", model)))
    return found


def languages_seen_by(account):
    """The languages that totals() of `account` are about."""
    models = [model for model in translation_totals.translated_models() if roles.may(account, "view", model)]
    if all(roles.only_translates(account, model) for model in models):
        own = roles.languages_of(account)
        return [language for language in clock.TARGETS if language in own]
    return clock.TARGETS


def may_edit_some(account):
    """Whether `account` may edit texts of any model in any language."""
    return any(
        roles.may(account, "change", model) or roles.only_translates(account, model)
        for model in translation_totals.translated_models()
    )


def summed(found):
    """{language: {state: number of texts}} of all ModelTotals in `found`."""
    sums = {language: dict.fromkeys(TODO, 0) for language in clock.TARGETS}
    for one in found:
        for language, counts in one.counts.items():
            for state, count in counts.items():
                sums[language][state] += count
    return sums
