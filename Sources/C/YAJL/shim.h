#pragma once
#include <yajl/yajl_parse.h>

// Swift can't call functions of variable arguments.
static inline void windsock_yajl_enable(yajl_handle handle, yajl_option option)
{
    yajl_config(handle, option, 1);
}
