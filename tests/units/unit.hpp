// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

/// The results of a translation unit, in a form that does not depend on its flags.

struct unit_results {
    float y[3];         // the output of a new network
    float loss;         // the loss of a training step
    float trained[3];   // the output after it
    int reported_by;    // how a wrong class was reported: 1 by an exception, 2 to the handler
    char message[200];  // its text
    bool unchanged;     // the wrong step did not change the network
};

struct unit {
    const char* flags;
    bool for_v3;  // compiled for x86-64-v3
    unit_results (*run)();
    void (*fail)();                     // throws a data_error; null in a unit without exceptions
    bool (*catches)(void (*throws)());  // whether it catches the data_error of another unit's `fail`; null likewise
};
