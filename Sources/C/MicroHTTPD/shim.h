#pragma once
#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <microhttpd.h>
#include <string.h>

// Swift can't call variadic functions, which some of libmicrohttpd's are, nor use the macros for "no length" and "no more".

struct windsock_daemon_settings {
    unsigned int threads;
    unsigned int connections_max;
    size_t connection_memory;
    MHD_socket listen_socket;
    // GnuTLS' priority string; NULL for a daemon without TLS.
    const char *tls_priorities;
};

// Paths and query values are handed out as they were sent: "%2F" must not become "/" before anybody looks.
static inline size_t windsock_keep_escapes(void *context, struct MHD_Connection *connection, char *text) {
    (void) context;
    (void) connection;
    return strlen(text);
}

// libmicrohttpd wants a certificate before it speaks TLS. Each session gets its own when it begins, and this isn't called.
static inline int windsock_no_certificate(
    gnutls_session_t session, const gnutls_datum_t *authorities, int authority_count,
    const gnutls_pk_algorithm_t *algorithms, int algorithm_count, gnutls_pcert_st **certificates,
    unsigned int *certificate_count, gnutls_privkey_t *key
) {
    (void) session; (void) authorities; (void) authority_count; (void) algorithms; (void) algorithm_count;
    (void) certificates; (void) certificate_count; (void) key;
    return -1;
}

// One context serves all callbacks.
static inline struct MHD_Daemon *windsock_start_daemon(
    const struct windsock_daemon_settings *settings, void *context, MHD_AccessHandlerCallback handle,
    MHD_RequestCompletedCallback completed, MHD_NotifyConnectionCallback connection_changed,
    MHD_AcceptPolicyCallback accept
) {
    struct MHD_OptionItem pool[] = {
        { MHD_OPTION_THREAD_POOL_SIZE, settings->threads, NULL },
        { MHD_OPTION_END, 0, NULL },
    };
    // A pool of one is refused; the one thread that there always is does the same.
    if (settings->threads <= 1) pool[0].option = MHD_OPTION_END;
    struct MHD_OptionItem tls[] = {
        { MHD_OPTION_HTTPS_PRIORITIES, 0, (void *) settings->tls_priorities },
        { MHD_OPTION_HTTPS_CERT_CALLBACK, 0, (void *) windsock_no_certificate },
        { MHD_OPTION_TLS_NO_ALPN, 1, NULL },
        { MHD_OPTION_END, 0, NULL },
    };
    if (settings->tls_priorities == NULL) tls[0].option = MHD_OPTION_END;
    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | (settings->tls_priorities ? MHD_USE_TLS : 0), 0,
        accept, context, handle, context,
        MHD_OPTION_LISTEN_SOCKET, settings->listen_socket,
        MHD_OPTION_CONNECTION_LIMIT, settings->connections_max,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, settings->connection_memory,
        MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_UNESCAPE_CALLBACK, windsock_keep_escapes, NULL,
        MHD_OPTION_NOTIFY_COMPLETED, completed, context,
        MHD_OPTION_NOTIFY_CONNECTION, connection_changed, context,
        MHD_OPTION_ARRAY, pool,
        MHD_OPTION_ARRAY, tls,
        MHD_OPTION_END);
}

// A struct sockaddr, whose type Swift would take for another one than Glibc's.
static inline const void *windsock_peer_address(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    return info == NULL ? NULL : info->client_addr;
}

static inline MHD_socket windsock_descriptor(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info == NULL ? MHD_INVALID_SOCKET : info->connect_fd;
}

static inline void *windsock_tls_session(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
    return info == NULL ? NULL : info->tls_session;
}

static inline void *windsock_socket_context(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info == NULL ? NULL : info->socket_context;
}

// The end of the connection is the end of the response: it isn't sent in chunks.
static inline enum MHD_Result windsock_end_by_closing(struct MHD_Response *response) {
    return MHD_set_response_options(response, MHD_RF_HTTP_1_0_COMPATIBLE_STRICT, MHD_RO_END);
}

static const uint64_t windsock_size_unknown = MHD_SIZE_UNKNOWN;
static const ssize_t windsock_end_of_stream = MHD_CONTENT_READER_END_OF_STREAM;
