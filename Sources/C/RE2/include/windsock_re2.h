#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// RE2 is C++, and this is what Swift calls of it.

#ifdef __cplusplus
extern "C" {
#endif
#pragma clang assume_nonnull begin

// A compiled pattern, or the error that it was refused with. Any number of threads may use one at once.
typedef struct windsock_re2 windsock_re2;

// Text that belongs to the pattern, without a zero byte at its end.
typedef struct {
    const char *_Nullable start;
    size_t length;
} windsock_re2_text;

// The bytes of a group, from the text's start; a start below zero if it took no part in the match.
typedef struct {
    ptrdiff_t start;
    ptrdiff_t end;
} windsock_re2_range;

// Compiles UTF-8. `memory` bounds the pattern with all that it remembers of texts, in bytes, roughly.
windsock_re2 *windsock_re2_create(const char *_Nullable text, size_t length, int64_t memory);
void windsock_re2_free(windsock_re2 *pattern);

// Why it was refused; a start of NULL if it wasn't.
windsock_re2_text windsock_re2_error(const windsock_re2 *pattern);

// How many groups there are beside the whole match.
int windsock_re2_group_count(const windsock_re2 *pattern);

// What a group is called, counted from 1; a start of NULL if it has no name.
windsock_re2_text windsock_re2_group_name(const windsock_re2 *pattern, int group);

// Finds the first match that begins at `offset` or later, and writes the ranges of the first `count` groups, of which
// the whole match is the first.
bool windsock_re2_match(
    const windsock_re2 *pattern, const char *_Nullable text, size_t length, size_t offset, windsock_re2_range *groups,
    int count);

#pragma clang assume_nonnull end
#ifdef __cplusplus
}
#endif
