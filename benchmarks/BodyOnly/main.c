// What HTTP alone costs: libmicrohttpd, set as Windsock sets it, collects each request's body and answers 200.
//
//     windsock-bodies PORT

#include <arpa/inet.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../../Sources/C/MicroHTTPD/shim.h"

// A request's body as far as it has come.
struct body {
    char *bytes;
    size_t count;
    size_t capacity;
};

// An empty ExportMetricsPartialSuccess.
static char answer_bytes[] = {0x0a, 0};
static struct MHD_Response *answer;

static int append(struct body *body, const char *bytes, size_t count) {
    if (body->capacity - body->count < count) {
        size_t capacity = 2 * (body->count + count);
        char *grown = realloc(body->bytes, capacity);
        if (grown == NULL) return 0;
        body->bytes = grown;
        body->capacity = capacity;
    }
    memcpy(body->bytes + body->count, bytes, count);
    body->count += count;
    return 1;
}

static enum MHD_Result handle(
    void *context, struct MHD_Connection *connection, const char *path, const char *method, const char *version,
    const char *bytes, size_t *count, void **request
) {
    (void) context, (void) path, (void) method, (void) version;
    struct body *body = *request;
    if (body == NULL) {
        *request = calloc(1, sizeof *body);
        return *request == NULL ? MHD_NO : MHD_YES;
    }
    if (*count == 0) return MHD_queue_response(connection, MHD_HTTP_OK, answer);
    size_t taken = *count;
    *count = 0;
    return append(body, bytes, taken) ? MHD_YES : MHD_NO;
}

static void completed(
    void *context, struct MHD_Connection *connection, void **request, enum MHD_RequestTerminationCode reason
) {
    (void) context, (void) connection, (void) reason;
    struct body *body = *request;
    if (body == NULL) return;
    free(body->bytes);
    free(body);
}

static void connection_changed(
    void *context, struct MHD_Connection *connection, void **socket_context,
    enum MHD_ConnectionNotificationCode change
) {
    (void) context, (void) connection, (void) socket_context, (void) change;
}

static int listen_on(uint16_t port) {
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    int on = 1;
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)
    };
    if (bind(descriptor, (struct sockaddr *) &address, sizeof address) != 0 || listen(descriptor, 4096) != 0) {
        perror("listen");
        exit(1);
    }
    return descriptor;
}

int main(int argument_count, char **arguments) {
    if (argument_count != 2) {
        fprintf(stderr, "usage: windsock-bodies PORT\n");
        return 1;
    }
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    // Threads that are made from here on leave these signals to sigwait.
    pthread_sigmask(SIG_BLOCK, &ends, NULL);

    answer = MHD_create_response_from_buffer(sizeof answer_bytes, answer_bytes, MHD_RESPMEM_PERSISTENT);
    MHD_add_response_header(answer, "Content-Type", "application/x-protobuf");
    struct windsock_daemon_settings settings = {
        .threads = (unsigned int) sysconf(_SC_NPROCESSORS_ONLN),
        .connections_max = 16384,
        .connection_memory = 16 << 10,
        .listen_socket = listen_on((uint16_t) atoi(arguments[1])),
    };
    struct MHD_Daemon *daemon = windsock_start_daemon(&settings, NULL, handle, completed, connection_changed, NULL);
    if (daemon == NULL) {
        perror("libmicrohttpd");
        return 1;
    }
    int signal;
    sigwait(&ends, &signal);
    MHD_stop_daemon(daemon);
    MHD_destroy_response(answer);
    return 0;
}
