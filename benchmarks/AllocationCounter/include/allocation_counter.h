#pragma once
#include <stdint.h>

// What a thread has taken from malloc and its relatives while it was counting.
struct windsock_allocations {
    // How many blocks were asked for, those that grew among them.
    uint64_t count;
    // The bytes of all blocks that were taken, less those that were given back, as malloc rounds them.
    int64_t live_bytes;
};

// Begins to count what this thread does, from zero, or ends it.
void windsock_count_allocations(int is_on);

// What this thread has done since it began to count.
struct windsock_allocations windsock_allocations(void);
