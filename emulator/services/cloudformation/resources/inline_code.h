#pragma once
// Code written in the template itself.
#include <string>
#include <string_view>

namespace orrery::cloudformation {

// A zip as Lambda takes it: index.py for Python, index.js otherwise, and the module that answers for a custom
// resource where the code asks for it.
std::string inline_zip(std::string_view code, std::string_view runtime);

}  // namespace orrery::cloudformation
