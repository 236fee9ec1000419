#pragma once
// A project as its serverless.yml describes it, with its variables in place.
#include <filesystem>
#include <string>

#include "core/json.h"

namespace orrery::cli {

struct Project {
  std::filesystem::path directory;
  std::string service, stage;
  json::object content;  // the file, resolved
};

// Reads `path`, a serverless.yml or the directory of one. Understands ${self:a.b}, ${opt:stage},
// ${sls:stage}, ${env:NAME} and literals as alternatives after a comma; ${AWS::Region} and its like are left
// to the stack. Throws std::runtime_error with a message for the user.
Project read_project(const std::filesystem::path& path, const std::string& stage);

// The same with the text at hand.
Project parse_project(const std::string& text, const std::string& stage);

}  // namespace orrery::cli
