"""Frozen dataclasses that cost little to define and little to make.

To a type checker, to ``dataclasses.replace`` and to whoever inherits, this is ``dataclasses.dataclass``. That one
writes and compiles seven methods for each frozen class, and its instances set every field through a lookup by name;
here one method is written, and fields are set where they lie.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import FrozenInstanceError, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls=None, /, *, frozen=False, slots=False, kw_only=False, **rest):  # noqa: ANN001, ANN003, ANN201
        """``dataclasses.dataclass``, with methods of ours where a class is frozen."""
        options = {"slots": slots, "kw_only": kw_only}
        made = _frozen(**options, **rest) if frozen else dataclasses.dataclass(**options, **rest)
        return made if cls is None else made(cls)


__all__ = ["dataclass"]

_MISSING = dataclasses.MISSING


def _frozen(*, slots: bool, kw_only: bool) -> Callable[[type], Any]:
    bare = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)

    def made(cls: type) -> Any:
        if any(map(dataclasses.is_dataclass, cls.__mro__[1:])):  # heirs are few
            return dataclasses.dataclass(frozen=True, slots=slots, kw_only=kw_only)(cls)
        cls.__doc__ = cls.__doc__ or cls.__name__  # or a signature is made up for it, at some expense
        own = dict(vars(cls))
        done: Any = bare(cls)
        methods = {"__init__": _maker(done, slots=slots, kw_only=kw_only), **_methods(done, slots=slots)}
        for name, method in methods.items():
            if name not in own or (name == "__hash__" and own[name] is None):
                setattr(done, name, method)
        done.__dataclass_params__.frozen = True  # whoever inherits must be frozen too
        return done

    return made


def _maker(cls: type, *, slots: bool, kw_only: bool) -> Callable[..., None]:
    """An ``__init__`` that sets each field where it lies."""
    known: dict[str, Any] = {"_set": object.__setattr__, "_new": _MISSING}
    given, body = [], []
    for f in fields(cls):
        value = f.name
        if f.default_factory is not _MISSING:
            known[f"_make_{f.name}"] = f.default_factory
            given.append(f"{f.name}=_new")
            value = f"_make_{f.name}() if {f.name} is _new else {f.name}"
        elif f.default is not _MISSING:
            known[f"_else_{f.name}"] = f.default
            given.append(f"{f.name}=_else_{f.name}")
        else:
            given.append(f.name)
        if slots:
            known[f"_set_{f.name}"] = getattr(cls, f.name).__set__
            body.append(f"_set_{f.name}(self, {value})")
        else:
            body.append(f"_set(self, {f.name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    if kw_only and given:
        given.insert(0, "*")
    text = f"def __init__({', '.join(['self', *given])}):\n " + "\n ".join(body or ["pass"])
    exec(text, known)  # noqa: S102 - names of fields that a class of ours declares, as dataclasses does it
    made: Callable[..., None] = known["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    made.__module__ = cls.__module__
    made.__annotations__ = {**{f.name: f.type for f in fields(cls)}, "return": None}
    return made


def _methods(cls: type, *, slots: bool) -> dict[str, Callable[..., Any]]:
    key = _getter([f.name for f in fields(cls) if f.compare])
    told = [f.name for f in fields(cls) if f.repr]
    names = [f.name for f in fields(cls)]

    def equal(self: object, other: object) -> bool:
        return bool(key(self) == key(other)) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: object) -> int:
        return hash(key(self))

    def shown(self: object) -> str:
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in told)})"

    def state(self: object) -> list[Any]:
        return [getattr(self, name) for name in names]

    def restored(self: object, values: list[Any]) -> None:
        for name, value in zip(names, values, strict=True):
            object.__setattr__(self, name, value)

    methods: dict[str, Callable[..., Any]] = {
        "__eq__": equal, "__hash__": hashed, "__repr__": shown, "__setattr__": _stop, "__delattr__": _stop,
    }  # fmt: skip
    if slots:
        methods |= {"__getstate__": state, "__setstate__": restored}
    return methods


def _getter(names: list[str]) -> Callable[[object], Any]:
    return attrgetter(*names) if names else lambda _: ()


def _stop(self: object, name: str, *value: object) -> None:  # noqa: ARG001 - both methods have this shape
    done = "assign to" if value else "delete"
    raise FrozenInstanceError(f"cannot {done} field {name!r}")
