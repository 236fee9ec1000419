#pragma once
// What every test reads.
#include <catch2/catch.hpp>

#include "emulator/precompiled.h"
#include "tests/world.h"
