"""How the desk finds what it picks from: by the beginnings of words, accents or not, in every language."""

from django.contrib.postgres.indexes import GinIndex
from django.utils.translation import gettext_lazy as _

from .folding import beginning_with, folded_words, words_of

SUGGESTED = 200  # by an autocomplete; who sees so many types on


def words_index(model, *fields, translated=()):
    """The index of what objects of `model` are found by: these columns, the translated ones in every language."""
    return GinIndex(words_of(*fields, translated=translated), name=f"{model}_words", fastupdate=False)


class WordSearch:
    """For the admin of a model with a words_index."""

    search_fields = ["pk"]  # shows the search box
    search_help_text = _("The beginnings of words, in any language")

    @property
    def searched(self):
        """What the index holds: it answers only if it is asked for the very same."""
        name = f"{self.opts.model_name}_words"
        return next(index.expressions[0] for index in self.opts.indexes if index.name == name)

    def words_typed(self, text):
        return folded_words(text)

    def get_search_results(self, request, queryset, search_term):
        words = self.words_typed(search_term)
        return (self.found(request, queryset, beginning_with(words)) if words else queryset), False

    def found(self, request, queryset, wanted):
        found = queryset.alias(searched=self.searched).filter(searched=wanted)
        if request.resolver_match.url_name != "autocomplete":
            return found
        return queryset.filter(pk__in=found.order_by().values("pk")[:SUGGESTED])
