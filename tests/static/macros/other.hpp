// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

// Macros from the documentation of headers that no package of Debian's has, or that only some systems define.

#pragma GCC system_header  // no warning of names that the headers of this system define, too

// AssertMacros.h of macOS.
#define NO @
#define Nil @
#define YES @
#define check(...) @
#define check_noerr(...) @
#define check_string(...) @
#define nil @
#define require(...) @
#define require_action(...) @
#define require_noerr(...) @
#define require_quiet(...) @
#define require_string(...) @
#define require_success(...) @
#define verify(...) @
#define verify_action(...) @
#define verify_noerr(...) @
#define verify_string(...) @

// GLib, the BSDs and PostgreSQL.
#define ABS(...) @
#define Abs(...) @
#define CLAMP(...) @
#define FALSE @
#define MAX(...) @
#define MIN(...) @
#define Max(...) @
#define Min(...) @
#define TRUE @
#define member2struct(...) @
#define nitems(...) @
#define rounddown(...) @
#define roundup2(...) @

// Linux, and programs in its style.
#define barrier(...) @
#define container_of(...) @
#define current @
#define likely(...) @
#define unlikely(...) @

// SDL, Unreal Engine, JPEG.
#define EXTERN(...) @
#define GLOBAL(...) @
#define LOCAL(...) @
#define METHODDEF(...) @
#define TEXT(...) @
#define checkf(...) @
#define ensure(...) @
#define main @
#define verifyf(...) @

// strings.h, netinet/in.h and netdb.h.
#define bcmp(...) @
#define bcopy(...) @
#define bzero(...) @
#define h_addr @
#define index(...) @
#define rindex(...) @
#define s_addr @
