"""Work that goes on beside the one who waits for nobody: in threads that end with the program, whatever they wait for.

The pools of `concurrent.futures` make a program that ends wait for their last answer from outside.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")


def begun(work: Callable[[], T]) -> Future[T]:
    """Work that has begun, and what will come of it."""
    outcome: Future[T] = Future()
    threading.Thread(target=settle, args=(outcome, work), daemon=True).start()
    return outcome


def settle(outcome: Future[T], work: Callable[[], T]) -> None:
    """Does the work and puts down what came of it."""
    try:
        outcome.set_result(work())
    except BaseException as error:  # carried over to whoever asks for the outcome
        outcome.set_exception(error)
