# Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

# Names in capitals belong to macros: windows.h alone defines 25,000 of them. So no name of ours is in capitals, be it one
# letter or a word, but for our own macros, which have a prefix, and for what C, POSIX and zlib call so.
#
#   cmake -D FOLDER=include -P names_in_capitals.cmake

set(known FILE EOF "SEEK_[A-Z]+" "_S_IF[A-Z]+" "E[A-Z]+[0-9]*" "Z_[A-Z_]+" MAX_WBITS "_?PERCEPTYPE_[A-Z_]+")
list(JOIN known "|" known)

file(GLOB_RECURSE headers ${FOLDER}/*.hpp)
set(wrong "")
foreach(header IN LISTS headers)
    file(READ ${header} text)
    # Neither comments nor literals nor what the preprocessor decides by.
    string(REGEX REPLACE "//[^\n]*" "" text "${text}")
    string(REGEX REPLACE "[LuU]?\"(\\\\.|[^\"\\\\\n])*\"" "" text "${text}")
    string(REGEX REPLACE "'(\\\\.|[^'\\\\\n])'" "" text "${text}")
    string(REGEX REPLACE "(^|\n)#[^\n]*" "\n" text "${text}")
    string(REGEX MATCHALL "[A-Za-z0-9_]+" names "${text}")
    list(REMOVE_DUPLICATES names)
    list(FILTER names INCLUDE REGEX "^_?[A-Z][A-Z0-9_]*$")
    list(FILTER names EXCLUDE REGEX "^(${known})$")
    foreach(name IN LISTS names)
        string(APPEND wrong "  ${header}: ${name}\n")
    endforeach()
endforeach()
if(NOT headers OR wrong)
    message(FATAL_ERROR "These names may be macros of somebody's:\n${wrong}")
endif()
