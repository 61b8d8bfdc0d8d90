#include "windsock_re2.h"

#include <re2/re2.h>

#include <vector>

struct windsock_re2 {
    RE2 pattern;

    windsock_re2(const re2::StringPiece &text, const RE2::Options &options) : pattern(text, options) {}
};

static windsock_re2_text borrowed(const std::string &text) {
    return {text.data(), text.size()};
}

windsock_re2 *windsock_re2_create(const char *text, size_t length, int64_t memory) {
    RE2::Options options(RE2::Quiet);
    options.set_max_mem(memory);
    return new windsock_re2(re2::StringPiece(text, length), options);
}

void windsock_re2_free(windsock_re2 *pattern) {
    delete pattern;
}

windsock_re2_text windsock_re2_error(const windsock_re2 *pattern) {
    return pattern->pattern.ok() ? windsock_re2_text{nullptr, 0} : borrowed(pattern->pattern.error());
}

int windsock_re2_group_count(const windsock_re2 *pattern) {
    return pattern->pattern.NumberOfCapturingGroups();
}

windsock_re2_text windsock_re2_group_name(const windsock_re2 *pattern, int group) {
    const auto &names = pattern->pattern.CapturingGroupNames();
    const auto name = names.find(group);
    return name == names.end() ? windsock_re2_text{nullptr, 0} : borrowed(name->second);
}

bool windsock_re2_match(
    const windsock_re2 *pattern, const char *text, size_t length, size_t offset, windsock_re2_range *groups, int count
) {
    // Without a start, an empty group couldn't be told from one that took no part.
    const re2::StringPiece subject(text ? text : "", length);
    std::vector<re2::StringPiece> pieces(count);
    if (!pattern->pattern.Match(subject, offset, length, RE2::UNANCHORED, pieces.data(), count)) return false;
    for (int group = 0; group < count; group++) {
        const re2::StringPiece &piece = pieces[group];
        const ptrdiff_t start = piece.data() ? piece.data() - subject.data() : -1;
        groups[group] = {start, start + static_cast<ptrdiff_t>(piece.size())};
    }
    return true;
}
