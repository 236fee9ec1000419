#pragma once
// What the list operations have in common: paging parameters, url encoding, entries.
#include "services/s3/listing.h"
#include "services/s3/request.h"

namespace orrery::s3 {

// A number that says which page is asked for. What is no number of 32 bits is refused before the bucket is
// looked for, what is below 0 only after that.
class PageNumber {
 public:
  PageNumber(const Request& request, std::string_view member, std::string_view parameter,
             std::int64_t otherwise);
  // Refuses what is below 0, in the words of most lists; `called` is what they call the parameter.
  void check(std::string_view called) const;
  std::int64_t asked() const { return asked_; }

 private:
  std::int64_t asked_;
};

// max-keys, max-uploads, max-parts. A page holds a thousand at most, however much was asked for.
class PageLimit : public PageNumber {
 public:
  PageLimit(const Request& request, std::string_view member, std::string_view parameter)
      : PageNumber(request, member, parameter, largest) {}
  std::size_t page() const { return static_cast<std::size_t>(std::min(asked(), largest)); }

 private:
  static constexpr std::int64_t largest = 1000;
};

// Spells keys as encoding-type asks: in a form's way, where a blank is a plus. Refuses encodings there are
// not.
class KeySpelling {
 public:
  explicit KeySpelling(const Request& request);
  json::string operator()(std::string_view key) const;
  void announce(json::object& out) const;  // EncodingType, where there is one

 private:
  std::string encoding_;  // as it was asked for; empty: none
};

json::array prefix_entries(const std::vector<std::string>& prefixes, const KeySpelling& spell);
// An entry of Contents.
json::object content_entry(const Version& version, const KeySpelling& spell);

}  // namespace orrery::s3
