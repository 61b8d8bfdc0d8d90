// Takes the place of malloc and its relatives in the executable that this is linked into, and in all libraries that it
// loads; glibc's own do the work, under the names that it has for this.

#include "allocation_counter.h"

#include <errno.h>
#include <malloc.h>
#include <stddef.h>
#include <stdlib.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);
extern void __libc_free(void *block);

static _Thread_local int is_counting;
static _Thread_local struct windsock_allocations allocations;

void windsock_count_allocations(int is_on) {
    is_counting = is_on;
    if (is_on) allocations = (struct windsock_allocations) {0, 0};
}

struct windsock_allocations windsock_allocations(void) {
    return allocations;
}

static void *taken(void *block) {
    if (is_counting && block != NULL) {
        allocations.count += 1;
        allocations.live_bytes += (int64_t) malloc_usable_size(block);
    }
    return block;
}

static void given_back(void *block) {
    if (is_counting && block != NULL) allocations.live_bytes -= (int64_t) malloc_usable_size(block);
}

void *malloc(size_t size) {
    return taken(__libc_malloc(size));
}

void *calloc(size_t count, size_t size) {
    return taken(__libc_calloc(count, size));
}

void *realloc(void *block, size_t size) {
    // One that can't grow stays as it is, and is counted as given back nevertheless: here memory doesn't run out.
    given_back(block);
    return taken(__libc_realloc(block, size));
}

void free(void *block) {
    given_back(block);
    __libc_free(block);
}

void *memalign(size_t alignment, size_t size) {
    return taken(__libc_memalign(alignment, size));
}

void *aligned_alloc(size_t alignment, size_t size) {
    return memalign(alignment, size);
}

int posix_memalign(void **block, size_t alignment, size_t size) {
    void *found = memalign(alignment, size);
    if (found == NULL) return ENOMEM;
    *block = found;
    return 0;
}
