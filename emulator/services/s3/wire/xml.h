#pragma once
// XML to JSON and back, along a Schema. One JSON shape inside, AWS's XML outside.
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "services/s3/wire/schema.h"

namespace orrery::s3 {

// Refuses with MalformedXML: what is not well-formed, another root, unknown or missing elements, wrong words.
json::object read_xml(const Schema& schema, std::string_view root, std::string_view text);
// The lists whose entries are told in one order though members keep them apart: of which each entry is.
using Interleaving = std::vector<std::string_view>;
// With the declaration and S3's namespace. Members the schema does not name are left out.
std::string write_xml(const Schema& schema, std::string_view root, const json::object& members,
                      const Interleaving& order = {});
// Character data with what XML cannot carry raw written as references.
enum class Quotes { escaped, plain };
void append_escaped(std::string& out, std::string_view text, Quotes quotes = Quotes::escaped);

}  // namespace orrery::s3
