// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "variant.hpp"

#include <stdexcept>

namespace bench {

std::vector<std::string> variants()
{
    return {"bare",   "by_hand", "stages", "beast", "scanner", "pugixml", "property_tree",
#ifdef COSIO_BENCH_LIBCURL
            "libcurl"
#endif
    };
}

std::unique_ptr<variant> make_variant(const std::string& name, const job& what)
{
    if (name == "bare")
        return make_bare(what);
    if (name == "by_hand")
        return make_by_hand(what);
    if (name == "stages")
        return make_stages(what);
    if (name == "beast")
        return (what.tls() ? make_beast_over_tls : make_beast_over_tcp)(what);
#ifdef COSIO_BENCH_LIBCURL
    if (name == "libcurl")
        return make_libcurl(what);
#endif
    return (what.tls() ? make_cosio_over_tls : make_cosio_over_tcp)(what, name);
}

} // namespace bench
