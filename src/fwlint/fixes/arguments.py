"""Changing the arguments of a call."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TypeAlias

import libcst as cst

from fwlint.fixes.edits import InsertArgument, RenameArgument, SetArgument
from fwlint.fixes.expressions import in_newlines_of, in_place_of, parenthesized, parsed
from fwlint.fixes.layout import NO_SPACE, CommaList
from fwlint.fixes.refusal import Refusal

ArgumentEdit: TypeAlias = SetArgument | InsertArgument | RenameArgument

_TIGHT_EQUAL = cst.AssignEqual(whitespace_before=NO_SPACE, whitespace_after=NO_SPACE)


def keyword_argument(call: cst.Call, keyword: str) -> cst.Arg | None:
    for argument in call.args:
        if argument.keyword and argument.keyword.value == keyword:
            return argument
    return None


def changed(
    module: cst.Module,
    original: cst.Call,
    updated: cst.Call,
    edits: Sequence[ArgumentEdit],
    removed: Collection[cst.Arg],
) -> cst.Call:
    """``updated``, whose arguments are still those of ``original`` one for one, after ``edits``.

    ``removed`` holds arguments of ``original``, and perhaps of other calls. Indexes mean the
    arguments of ``original``, whatever else comes and goes.
    """
    arguments = list(updated.args)
    inserted: list[tuple[int, cst.Arg]] = []
    for edit in edits:
        if isinstance(edit, InsertArgument):
            inserted.append((_insertion_index(original, edit), _positional(module, edit.source)))
        elif present := keyword_argument(original, edit.keyword):
            index = original.args.index(present)
            arguments[index] = _revised(module, arguments[index], edit)
        elif isinstance(edit, SetArgument):
            inserted.append((_end_of_keywords(original), _keyword(module, original, edit)))
        else:
            raise Refusal(f"the call has no argument named {edit.keyword}")
    gone = [index for index, argument in enumerate(original.args) if argument in removed]
    return _with_arguments(updated, arguments, gone, inserted)


def _revised(module: cst.Module, argument: cst.Arg, edit: SetArgument | RenameArgument) -> cst.Arg:
    if isinstance(edit, RenameArgument):
        return argument.with_changes(keyword=cst.Name(edit.new))
    value = in_place_of(argument.value, parsed(edit.source, module), argument)
    return argument.with_changes(value=value)


def _insertion_index(call: cst.Call, edit: InsertArgument) -> int:
    if not 0 <= edit.index <= len(call.args):
        raise Refusal(f"the call has no argument at index {edit.index}")
    return edit.index


def _positional(module: cst.Module, source: str) -> cst.Arg:
    """Parsed as the argument of a call, so that ``*args`` is one too."""
    holder = parsed(f"f({in_newlines_of(module, source)})", module)
    if not isinstance(holder, cst.Call) or len(holder.args) != 1:
        raise Refusal(f"its source is not one argument: {source}")
    return holder.args[0].with_changes(
        comma=cst.MaybeSentinel.DEFAULT, whitespace_after_arg=NO_SPACE
    )


def _keyword(module: cst.Module, call: cst.Call, edit: SetArgument) -> cst.Arg:
    """A new keyword argument, with the spaces around ``=`` that the call's others have."""
    equals = [a.equal for a in call.args if isinstance(a.equal, cst.AssignEqual)]
    argument = cst.Arg(
        keyword=cst.Name(edit.keyword),
        equal=equals[-1] if equals else _TIGHT_EQUAL,
        value=cst.Name("_"),
    )
    value = in_place_of(argument.value, parsed(edit.source, module), argument)
    return argument.with_changes(value=value)


def _end_of_keywords(call: cst.Call) -> int:
    """A new keyword goes last, but before a closing ``**options``."""
    end = len(call.args)
    while end and call.args[end - 1].star == "**":
        end -= 1
    return end


def _with_arguments(
    call: cst.Call,
    arguments: Sequence[cst.Arg],
    removed: Sequence[int],
    inserted: Sequence[tuple[int, cst.Arg]],
) -> cst.Call:
    closing = arguments[-1].whitespace_after_arg if arguments else NO_SPACE
    listing = CommaList(call.whitespace_before_args, arguments, closing)
    for index in range(len(arguments), -1, -1):
        new = [argument for at, argument in inserted if at == index]
        for argument in reversed(new):
            listing.insert(index, argument)
        if index in removed:
            listing.remove(index + len(new))
    _refuse_repeated_keywords(listing.items)
    items = [
        item.with_changes(comma=ending, whitespace_after_arg=NO_SPACE)
        for item, ending in zip(listing.items, listing.endings, strict=True)
    ]
    if len(items) > 1:
        items = [_with_parenthesized_generator(item) for item in items]
    if items:
        items[-1] = items[-1].with_changes(whitespace_after_arg=listing.closing)
    return call.with_changes(whitespace_before_args=listing.opening, args=items)


def _with_parenthesized_generator(argument: cst.Arg) -> cst.Arg:
    value = argument.value
    if isinstance(value, cst.GeneratorExp) and not value.lpar:
        return argument.with_changes(value=parenthesized(value))
    return argument


def _refuse_repeated_keywords(arguments: Sequence[cst.Arg]) -> None:
    keywords = [argument.keyword.value for argument in arguments if argument.keyword]
    for keyword in keywords:
        if keywords.count(keyword) > 1:
            raise Refusal(f"the call would have two arguments named {keyword}")
