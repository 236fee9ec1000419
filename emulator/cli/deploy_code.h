#pragma once
// Code that a template names by its place on this machine.
#include <filesystem>
#include <functional>
#include <string>

#include "cli/deploy_template.h"
#include "core/json.h"

namespace orrery::cli {

// Uploads bytes under a name made of their digest and this extension.
using Upload = std::function<CodePlace(const std::string& bytes, const std::string& extension)>;

// Packs and uploads what CodeUri, Code, ContentUri, Content, DefinitionUri and DefinitionS3Location name
// relative to `directory`, and puts there where it now lies, as `aws cloudformation package` does. What names
// S3 or is no path stays. Throws std::runtime_error where a path is not there.
void place_code(json::object& document, const std::filesystem::path& directory, const Upload& upload);

}  // namespace orrery::cli
