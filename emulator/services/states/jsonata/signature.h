#pragma once
// "<s-nn?:s>": which arguments a function takes, and where the context stands in for the first.
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "services/states/jsonata/value.h"
#include "services/states/regex/regex.h"

namespace orrery::states::jsonata {

class Signature {
 public:
  // Throws Error.
  explicit Signature(std::string_view text);
  // Fills in the context and wraps single values in arrays. Throws Error T0410 and its like.
  void apply(Values& arguments, const Value& context, std::string_view function) const;

 private:
  struct Parameter {
    std::string pattern;
    char type = 0;
    bool context = false;
    std::string context_pattern;
    std::string subtype;
  };
  std::vector<Parameter> parameters_;
  std::optional<Regex> whole_;
};

}  // namespace orrery::states::jsonata
