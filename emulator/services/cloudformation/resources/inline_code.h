#pragma once
// Code written in the template itself.
#include <string>
#include <string_view>

namespace orrery::cloudformation {

// A zip with one file, as Lambda takes it: index.py for Python, index.js otherwise.
std::string inline_zip(std::string_view code, std::string_view runtime);

}  // namespace orrery::cloudformation
