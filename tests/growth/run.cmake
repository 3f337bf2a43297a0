# Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt

cmake_minimum_required(VERSION 3.25)

# What the compiler has to do grows in proportion to the depth of a net, and neither with its width nor with its images. Time would say so with noise;
# how many things the compiler makes of a source is the same number in every run: with g++ the specializations of templates,
# with clang the declarations and expressions. (Not their sizes: some memory grows faster
# than the depth.)
# Compiles SOURCE with the command COMPILE for nets of several depths and widths. COMPILER: GNU or Clang.

if(COMPILER STREQUAL GNU)
    set(report -fstats)
    set(pattern "[a-z]+_specializations: size [0-9]+, ([0-9]+) elements")
else()
    set(report -Xclang -print-stats)
    set(pattern "([0-9]+) (decls|stmts/exprs) total")
endif()

# count(RESULT LAYERS): what the compiler makes of a net of these layers that runs and learns
function(count result layers)
    execute_process(COMMAND ${COMPILE} ${report} -fsyntax-only -DFORWARD -DSAMPLE -DLAYERS=${layers} ${SOURCE}
        OUTPUT_VARIABLE statistics ERROR_VARIABLE statistics RESULT_VARIABLE status)
    string(REGEX MATCHALL "${pattern}" figures "${statistics}")
    list(LENGTH figures kinds)
    if(NOT status EQUAL 0 OR NOT kinds EQUAL 2)
        message(FATAL_ERROR "${layers}: no two figures in what the compiler says:\n${statistics}")
    endif()
    list(TRANSFORM figures REPLACE "${pattern}" "\\1")
    list(JOIN figures + sum)
    math(EXPR sum "${sum}")
    set(${result} ${sum} PARENT_SCOPE)
endfunction()

foreach(depth 8 16 32)
    string(REPEAT ",pt::dense<16>,pt::relu" ${depth} layers)
    count(deep_${depth} "pt::input<16>${layers}")
endforeach()
math(EXPR first "${deep_16} - ${deep_8}")
math(EXPR second "${deep_32} - ${deep_16}")
message("8, 16, 32 layers: ${deep_8}, ${deep_16}, ${deep_32}; 8 more cost ${first}, another 16 cost ${second}")
# In proportion: twice as much. With the square of the depth: four times.
math(EXPR bound "${first} * 22 / 10")
if(first LESS 8 OR second GREATER bound)
    message(SEND_ERROR "not in proportion to the depth: another 16 layers may cost ${bound}")
endif()

foreach(width 64 4096)
    count(wide_${width} "pt::input<64>,pt::dense<${width}>,pt::relu,pt::dense<10>")
endforeach()
message("64, 4096 units: ${wide_64}, ${wide_4096}")
# A specialization for each vector of 4096 units would be more than that, one for each kind of row less.
math(EXPR bound "${wide_64} * 105 / 100")
if(wide_4096 GREATER bound)
    message(SEND_ERROR "grows with the width: 4096 units may cost ${bound}")
endif()

set(convolutions ",pt::conv2d<8,pt::kernel<3>>,pt::relu,pt::max_pool<pt::kernel<2>>,pt::conv2d<8,pt::kernel<2>,pt::stride<2>,pt::padding<1>>")
string(APPEND convolutions ",pt::batch_norm,pt::relu,pt::global_average_pool,pt::dense<10>")
foreach(pixels 8 64)
    count(image_${pixels} "pt::input<3,${pixels},${pixels}>${convolutions}")
endforeach()
message("images of 8x8, 64x64 pixels: ${image_8}, ${image_64}")
math(EXPR bound "${image_8} * 105 / 100")
if(image_64 GREATER bound)
    message(SEND_ERROR "grows with the image: 64x64 pixels may cost ${bound}")
endif()

# And so does the code: of an image with the same rests, for packs that do not fit are code of their own.
set(object ${CMAKE_CURRENT_BINARY_DIR}/growth.o)
foreach(pixels 24 64)
    execute_process(COMMAND ${COMPILE} -O3 -c -DFORWARD -DSAMPLE "-DLAYERS=pt::input<3,${pixels},${pixels}>${convolutions}" ${SOURCE} -o ${object}
        RESULT_VARIABLE status)
    if(NOT status EQUAL 0)
        message(FATAL_ERROR "does not compile")
    endif()
    file(SIZE ${object} size_${pixels})
endforeach()
message("images of 24x24, 64x64 pixels: ${size_24}, ${size_64} bytes of objects")
math(EXPR bound "${size_24} * 12 / 10")
if(size_64 GREATER bound)
    message(SEND_ERROR "code grows with the image: 64x64 pixels may take ${bound} bytes")
endif()
