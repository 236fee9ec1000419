#pragma once
// What nearly every file reads: a third of the time to compile one lay in reading these again.
#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "core/arn.h"
#include "core/core.h"
#include "core/error.h"
#include "core/json.h"
#include "core/key.h"
#include "core/service.h"
