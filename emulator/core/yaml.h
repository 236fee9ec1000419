#pragma once
// YAML as JSON, with CloudFormation's short tags written out: !Ref X is {"Ref": "X"}, !GetAtt A.B is
// {"Fn::GetAtt": ["A", "B"]}, any other !Name is {"Fn::Name": ...}.
#include <stdexcept>
#include <string_view>

#include "core/json.h"

namespace orrery {

struct YamlError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// One document; JSON is YAML too. Throws YamlError with the line and column where it is not well-formed, and
// where aliases make it grow beyond a million nodes.
json::value parse_yaml(std::string_view text);

}  // namespace orrery
