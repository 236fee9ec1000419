#include "cli/deploy_code.h"

#include <algorithm>
#include <stdexcept>

#include "cli/run_package.h"

namespace orrery::cli {
namespace {

namespace fs = std::filesystem;

enum class Form { uri, code, location };  // s3://bucket/key, {S3Bucket, S3Key}, {Bucket, Key}

struct Property {
  std::string_view type, name;
  bool packed;  // into a zip; as it is otherwise
  Form form;
};

constexpr Property code_properties[] = {
    {"AWS::Serverless::Function", "CodeUri", true, Form::uri},
    {"AWS::Serverless::LayerVersion", "ContentUri", true, Form::uri},
    {"AWS::Serverless::StateMachine", "DefinitionUri", false, Form::uri},
    {"AWS::Lambda::Function", "Code", true, Form::code},
    {"AWS::Lambda::LayerVersion", "Content", true, Form::code},
    {"AWS::StepFunctions::StateMachine", "DefinitionS3Location", false, Form::location},
};

json::value spelled(const CodePlace& place, Form form) {
  if (form == Form::uri) return json::string("s3://" + place.bucket + '/' + place.key);
  const char* bucket = form == Form::code ? "S3Bucket" : "Bucket";
  const char* key = form == Form::code ? "S3Key" : "Key";
  return json::object{{bucket, place.bucket}, {key, place.key}};
}

CodePlace upload_packed(const fs::path& path, const Upload& upload) {
  if (!fs::is_directory(path)) {
    const std::string extension = path.extension().string();
    if (extension == ".zip" || extension == ".jar") return upload(read_file(path), extension);
    return upload(package({{.name = path.filename().string(), .bytes = read_file(path)}}), ".zip");
  }
  std::vector<PackedFile> files = files_below(path);
  std::erase_if(files, [](const PackedFile& file) {
    return file.name.starts_with(".git/") || file.name.starts_with(".aws-sam/");
  });
  std::sort(files.begin(), files.end(),
            [](const PackedFile& a, const PackedFile& b) { return a.name < b.name; });
  return upload(package(files), ".zip");
}

void place(json::object& holder, const Property& property, const fs::path& directory,
           const std::string& where, const Upload& upload) {
  const auto said = find_text(holder, property.name);
  if (!said || said->starts_with("s3://") || said->starts_with("https://")) return;
  const fs::path path = directory / std::string(*said);
  if (!fs::exists(path)) throw std::runtime_error(where + ": there is no " + path.string());
  const CodePlace there =
      property.packed ? upload_packed(path, upload) : upload(read_file(path), path.extension().string());
  holder[boost_view(property.name)] = spelled(there, property.form);
}

bool says_code(const json::object& function) {
  return find(function, "CodeUri") || find(function, "InlineCode") || find(function, "ImageUri") ||
         find_text(function, "PackageType") == "Image";
}

// As the SAM CLI packs it, a function of which nothing is said has the code beside the template.
void give_code(json::object& resources) {
  for (auto& [name, resource] : resources) {
    json::object* object = resource.if_object();
    json::value* said = object ? find(*object, "Properties") : nullptr;
    if (said && said->is_object() && find_text(*object, "Type") == "AWS::Serverless::Function" &&
        !says_code(said->get_object()))
      said->get_object()["CodeUri"] = ".";
  }
}

// The resources of a template, or those that a loop repeats.
void place_all(json::object& resources, bool is_said, const fs::path& directory, const Upload& upload) {
  if (!is_said) give_code(resources);
  for (auto& [name, resource] : resources) {
    if (json::array* loop = resource.if_array(); loop && loop->size() == 3 && loop->back().is_object())
      place_all(loop->back().get_object(), is_said, directory, upload);
    json::object* object = resource.if_object();
    json::value* said = object ? find(*object, "Properties") : nullptr;
    if (!said || !said->is_object()) continue;
    for (const Property& property : code_properties)
      if (find_text(*object, "Type") == property.type)
        place(said->get_object(), property, directory, std::string(name) + '.' + std::string(property.name),
              upload);
  }
}

}  // namespace

void place_code(json::object& document, const fs::path& directory, const Upload& upload) {
  bool is_said = false;
  if (json::value* globals = find(document, "Globals"))
    if (json::object* all = globals->if_object())
      if (json::value* functions = find(*all, "Function"); functions && functions->is_object()) {
        is_said = says_code(functions->get_object());
        place(functions->get_object(), code_properties[0], directory, "Globals.Function.CodeUri", upload);
      }
  json::value* resources = find(document, "Resources");
  if (!resources || !resources->is_object()) return;
  place_all(resources->get_object(), is_said, directory, upload);
}

}  // namespace orrery::cli
