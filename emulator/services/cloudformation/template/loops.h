#pragma once
// The transform AWS::LanguageExtensions: Fn::ForEach written out. Its other functions are evaluated with the
// rest.
#include <string>

#include "services/cloudformation/template/parameters.h"
#include "services/cloudformation/template/template.h"

namespace orrery::cloudformation {

inline constexpr std::string_view language_extensions = "AWS::LanguageExtensions";
inline constexpr std::string_view loop_prefix = "Fn::ForEach::";

// Whether the document asks for the transform and has something for it to repeat.
bool has_loops(const Template& document);

// The document with each loop replaced by what it repeats. A collection may ask for the parameters, the
// mappings and the region. Throws ValidationError.
json::object without_loops(const Template& document, const Parameters& parameters, const std::string& region);

}  // namespace orrery::cloudformation
