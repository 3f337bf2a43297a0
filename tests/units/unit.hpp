// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// What a translation unit shows of itself, in a form that no flag changes.

struct unit_results {
    float y[3];         // of a new network
    float loss;         // of a step
    float trained[3];   // y afterwards
    int reported_by;    // what became of a wrong class: 1 thrown and caught, 2 reported to the handler
    char message[200];  // its text
    bool unchanged;     // the network, by the wrong step
};

struct unit {
    const char* flags;
    bool for_v3;  // compiled for x86-64-v3
    unit_results (*run)();
    void (*fail)();                     // throws a data_error; null in a unit without exceptions
    bool (*catches)(void (*throws)());  // whether a data_error by another unit's `fail` is caught; likewise
};
