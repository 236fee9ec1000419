#pragma once
// XML out: text escaped as AWS does, built by appending.
#include <string>
#include <string_view>

namespace orrery::protocol {

void append_escaped(std::string& out, std::string_view text);
// <name>text</name>
void append_element(std::string& out, std::string_view name, std::string_view text);
inline constexpr std::string_view xml_prologue = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

}  // namespace orrery::protocol
