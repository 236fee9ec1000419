#pragma once
// Layers: packages that functions share, in numbered versions that never change.
//
//   lambda ACCOUNT REGION layer NAME                  how many versions there have been
//   lambda ACCOUNT REGION layer-version NAME number   {"shown", "code", "policy"}
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/context.h"
#include "core/input.h"
#include "core/json.h"
#include "core/store.h"
#include "services/lambda/code_store.h"

namespace orrery::lambda {

// The ways to name a layer: its name, its ARN, and the ARN of one of its versions.
struct LayerName {
  std::string account, region, name;
  std::string version;  // digits; empty: none given
  std::string arn() const;
  std::string arn(std::uint64_t number) const { return arn() + ":" + std::to_string(number); }
};
LayerName parse_layer_name(std::string_view text, const Context& context);
// The one of "LayerName". Throws ValidationException where that names no layer.
LayerName named_layer(const Input& input);
// The names of versions, as AWS prints their pattern.
inline constexpr std::string_view layer_version_pattern =
    "(arn:(aws[a-zA-Z-]*)?:lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:layer:"
    "[a-zA-Z0-9-_]+:[0-9]+)|(arn:[a-zA-Z0-9-]+:lambda:::awslayer:[a-zA-Z0-9-_]+)";

struct LayerVersion {
  LayerName layer;
  std::uint64_t number = 0;
  json::object shown;   // as GetLayerVersion answers it, less where its content is
  json::object policy;  // {"RevisionId", "Statement": [...]}; empty: nobody was ever permitted anything
  Code code;
};

class Layers {
 public:
  explicit Layers(Store& store) : store_(store) {}

  std::optional<LayerVersion> find(const LayerName& layer, std::uint64_t number) const;
  // The newest first.
  std::vector<LayerVersion> versions(const LayerName& layer) const;
  // In order of their names.
  std::vector<LayerName> list(const Context& context) const;
  std::uint64_t take_number(const LayerName& layer);
  void save(const LayerVersion& version);
  // A version that functions use goes on being theirs.
  void erase(const LayerName& layer, std::uint64_t number);
  // The code of every layer of everybody.
  void for_each_code(const std::function<void(const Code&)>& visit) const;

 private:
  Store& store_;
};

// The version that the members LayerName and VersionNumber name; throws ResourceNotFoundException in the
// words of the operations on policies where `by_arn`, else in those of GetLayerVersion.
enum class NotFound { plain, by_arn };
LayerVersion existing_layer_version(const Layers& layers, const Input& input, NotFound words);
std::uint64_t version_number(const Input& input);

// `version` as GetLayerVersion answers it.
json::object shown_with_content(const LayerVersion& version, const std::string& endpoint);
// As lists have it: without its layer, nor a description that was not given.
json::object listed(LayerVersion version);

// Refuses runtimes and architectures that there are not.
void check_compatibility(const Input& input);
// Do the members CompatibleRuntime and CompatibleArchitecture let this version through?
bool is_compatible(const LayerVersion& version, const Input& input);

// The member Layers of a function: its ARNs looked up and checked against each other.
std::vector<LayerVersion> layers_of_function(const Layers& layers, const Input& input);

}  // namespace orrery::lambda
