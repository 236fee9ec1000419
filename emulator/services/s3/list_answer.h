#pragma once
// What the list operations have in common: paging parameters, url encoding, entries.
#include "services/s3/listing.h"
#include "services/s3/request.h"

namespace orrery::s3 {

// max-keys, max-uploads, max-parts: refused below 0, and cut to 1000.
std::size_t page_limit(const Request& request, std::string_view member, std::string_view parameter);

// Spells keys as encoding-type asks. Refuses encodings there are not.
class KeySpelling {
 public:
  explicit KeySpelling(const Request& request);
  json::string operator()(std::string_view key) const;
  void announce(json::object& out) const;  // EncodingType, where there is one

 private:
  bool url_ = false;
};

json::array prefix_entries(const std::vector<std::string>& prefixes, const KeySpelling& spell);
// An entry of Contents.
json::object content_entry(const Version& version, const KeySpelling& spell);

}  // namespace orrery::s3
