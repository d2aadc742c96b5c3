"""The shelves as committed data stand at this request: one State a process, brought up to date by requests."""

import logging
import time
from dataclasses import dataclass
from threading import Lock

from . import loading, log, store
from .lens import Lens, Terms
from .shelf import Shelf

logger = logging.getLogger(__name__)
PAUSE = 60  # seconds that SQL answers for before what failed is tried again
PATIENCE = 2  # seconds: following changes and the stored copy take less, reading everything takes longer


@dataclass(frozen=True, repr=False)
class State:
    """Never changes: a request goes on with the one that it began with."""

    era: str
    position: str
    version: str
    terms: Terms
    shelves: dict[type, Shelf]
    lenses: dict[type, tuple[Lens, Lens]]  # of the segments of each Shelf


class Current:
    def __init__(self):
        self._state = None
        self._lock = Lock()
        self._failed_at = None
        self.failure = ""

    def state(self, patience=PATIENCE):
        """The State of all that is committed, or None where SQL has to answer.

        SQL answers, too, while another thread needs longer than `patience`, in seconds, to bring it up to date.
        """
        if self._failed_at is not None and time.monotonic() - self._failed_at < PAUSE:
            return None
        moment = log.now()
        if moment.is_own:  # what nobody else may ever see
            return None
        state = self._state
        if state is not None and state.version == moment.version:
            return state
        if not self._lock.acquire(timeout=patience):
            return None
        try:
            state = self._state = self._up_to_date(moment)
            self._failed_at, self.failure = None, ""
        except Exception as error:
            logger.exception("The bitmaps could not be brought up to date; SQL answers.")
            self._failed_at, self.failure, self._state = time.monotonic(), type(error).__name__, None
            return None
        finally:
            self._lock.release()
        return state

    @property
    def is_reading(self):
        """Whether a thread is bringing the State up to date."""
        return self._lock.locked()

    def _up_to_date(self, moment):
        state = self._state
        if state is not None and state.version == moment.version:  # another thread was first
            return state
        if state is None or not _is_followed(moment, state.era, state.position):
            state = _stored(moment) or _loaded(moment.era)
        while True:
            changes = log.since(state.position)
            if not _is_followed(changes, state.era, state.position):  # another worker has stored meanwhile
                state = _stored(changes) or _loaded(changes.era)
            elif changes.is_everything:
                state = _loaded(changes.era)
            else:
                return with_changes(state, changes)

    def forget(self):
        self._state = None


def store_anew():
    """Stores what is committed now, so that workers start from it and the log of changes stays short.

    Returns whether it did: False where another process is storing. RuntimeError where there are no bitmaps.
    """
    worker = Current()
    state = worker.state()
    if state is None:
        raise RuntimeError(worker.failure)
    return store.save(state.era, state.position, state.shelves)


def _is_followed(moment, era, position):
    """Whether the log still knows every change since then. `moment` is a Moment, or Changes."""
    return era == moment.era and log.first_unseen(position) >= moment.kept_from


def _stored(moment):
    """What was stored last, or None."""
    found = store.load(moment.era)
    if found is None or not _is_followed(moment, moment.era, found[0]):
        return None
    position, shelves = found
    return State(moment.era, position, "", Terms(), shelves, {})


def _loaded(era):
    """Everything, as of some moments after `position`: what changed meanwhile comes with the next changes."""
    position = log.position()
    terms, shelves = loading.load()
    store.save(era, position, shelves)
    return State(era, position, "", terms, shelves, {})


def with_changes(state, changes):
    shelves = {
        model: shelf.with_changes(changes.entries[model]) if changes.entries[model] else shelf
        for model, shelf in state.shelves.items()
    }
    lenses = {
        model: _lenses(shelf, changes.terms, state.lenses.get(model, ())) for model, shelf in shelves.items()
    }
    return State(state.era, changes.position, changes.version, changes.terms, shelves, lenses)


def _lenses(shelf, terms, known):
    """Those that fit as they are stay: that of the large segment has taken some milliseconds."""
    return tuple(
        next((lens for lens in known if lens.values is segment.values and lens.terms == terms), None)
        or Lens(segment.values, terms)
        for segment in shelf.segments
    )


current = Current()
