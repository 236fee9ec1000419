#include "core/arn.h"
#include "services/states/definition/fields.h"

namespace orrery::states {
namespace {

// Beyond all counts, and still a whole number.
constexpr double most_items = 1e9;

// Whether it is arn:aws:states:::CALL, in whichever partition.
bool is_call(std::string_view resource, std::string_view call) {
  const auto arn = parse_arn(resource);
  return arn && arn->service == "states" && arn->region.empty() && arn->account.empty() &&
         arn->resource == call;
}

void read_processor_config(const Fields& processor, State& state, const Surroundings& around) {
  MapFields& map = *state.map;
  const json::object* config = processor.object("ProcessorConfig");
  if (!config) return;
  const Fields inner(*config, processor.at("ProcessorConfig"), processor.diagnostics());
  map.distributed = inner.word("Mode", {"INLINE", "DISTRIBUTED"}) == "DISTRIBUTED";
  if (map.distributed && around.type == MachineType::express) {
    inner.complain(
        "The field 'Mode' with value 'DISTRIBUTED' is not supported inside 'EXPRESS' state machines", "Mode");
  }
  inner.refuse_unknown(map.distributed ? std::set<std::string_view>{"Mode", "ExecutionType"}
                                       : std::set<std::string_view>{"Mode"});
  if (map.distributed) inner.require({"ExecutionType"});
  map.express = inner.word("ExecutionType", {"STANDARD", "EXPRESS"}) == "EXPRESS";
}

void read_processor(const Fields& fields, State& state, const Surroundings& around) {
  MapFields& map = *state.map;
  const bool legacy = !fields.has("ItemProcessor") && fields.has("Iterator");
  fields.one_of({"ItemProcessor", "Iterator"}, true);
  const std::string name = legacy ? "Iterator" : "ItemProcessor";
  const json::object* processor = fields.object(name);
  if (!processor) return;
  const Fields inner(*processor, fields.at(name), fields.diagnostics());
  read_processor_config(inner, state, around);
  const MachineType type = map.distributed && map.express ? MachineType::express : around.type;
  Surroundings within{type, around.language, around.names, around.depth + 1};
  // The children of a distributed map see no variables but their own.
  if (!map.distributed) within.variables = around.variables;
  map.processor = read_graph(inner, within);
}

void check_pointer(const Fields& config) {
  const auto pointer = find_text(config.object(), "ItemsPointer");
  if (!pointer || pointer->starts_with('/') || jsonata_body(*pointer)) return;
  config.complain_when_asked(
      "Invalid input: JSON Pointer expression must start with '/': \"" + std::string(*pointer) + "\"",
      "ItemsPointer");
}

// Headers are of CSV, and they are either in its first row or given.
void check_format(const Fields& config, QueryLanguage language) {
  const auto type = find_text(config.object(), "InputType");
  const auto refuse = [&](std::string_view name) {
    if (config.has(name))
      config.complain_when_asked("Field '" + std::string(name) + "' is not supported", std::string(name));
  };
  if (type == "CSV" && !config.has("CSVHeaderLocation"))
    config.complain("The field 'CSVHeaderLocation' is required");
  if (type == "JSON" || type == "JSONL") {
    refuse("CSVHeaderLocation");
    refuse("CSVHeaders");
  } else if (find_text(config.object(), "CSVHeaderLocation") == "GIVEN") {
    config.require({"CSVHeaders"});
  }
  if (type == "JSON") refuse("ManifestType");
  if (!type && find_text(config.object(), "Transformation") == "LOAD_AND_FLATTEN")
    config.complain_when_asked("The field 'InputType' is required", "");
  check_pointer(config);
  config.refuse_unknown({"InputType", "Transformation", "ManifestType", "CSVDelimiter", "CSVHeaderLocation",
                         "CSVHeaders", "ItemsPointer", "MaxItems", "MaxItemsPath"});
  config.word("InputType", {"CSV", "JSON", "JSONL", "PARQUET", "MANIFEST"});
  config.word("Transformation", {"NONE", "LOAD_AND_FLATTEN"});
  config.word("ManifestType", {"ATHENA_DATA", "S3_INVENTORY"});
  config.word("CSVDelimiter", {"COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"});
  config.word("CSVHeaderLocation", {"FIRST_ROW", "GIVEN"});
  config.bounded("MaxItems", language, 0, most_items);
}

void read_reader(const Fields& fields, State& state) {
  const json::object* reader = fields.object("ItemReader");
  if (!reader) return;
  const Fields inner(*reader, fields.at("ItemReader"), fields.diagnostics());
  inner.require({"Resource"});
  ItemReader found;
  found.resource = inner.text("Resource");
  if (!found.resource.empty() && !is_call(found.resource, "s3:getObject") &&
      !is_call(found.resource, "s3:listObjectsV2")) {
    inner.complain("The field 'Resource' does not match any of the allowed values", "Resource");
  }
  const char* name = state.jsonata() ? "Arguments" : "Parameters";
  inner.refuse_unknown({"Resource", name, "ReaderConfig", "Comment"});
  if (auto parameters = inner.payload(name, state.language)) found.parameters = std::move(*parameters);
  if (const auto* config = inner.object("ReaderConfig")) {
    const std::string at = "ReaderConfig";
    check_format(Fields(*config, inner.at(at), fields.diagnostics()), state.language);
    try {
      found.config = Template::compile(*config, state.language, at);
    } catch (const TemplateError& error) {
      inner.complain(error.message, at);
    }
  }
  state.map->reader = std::move(found);
}

void read_batcher(const Fields& fields, State& state) {
  const json::object* batcher = fields.object("ItemBatcher");
  if (!batcher) return;
  const Fields inner(*batcher, fields.at("ItemBatcher"), fields.diagnostics());
  inner.refuse_unknown({"BatchInput", "MaxItemsPerBatch", "MaxItemsPerBatchPath", "MaxInputBytesPerBatch",
                        "MaxInputBytesPerBatchPath", "Comment"});
  ItemBatcher found;
  found.input = inner.payload("BatchInput", state.language);
  found.most_items = inner.bounded("MaxItemsPerBatch", state.language, 1, most_items);
  found.most_bytes = inner.bounded("MaxInputBytesPerBatch", state.language, 1, 262144);
  if (!found.most_items && !found.most_bytes) {
    inner.complain("At least one of [MaxItemsPerBatch, MaxInputBytesPerBatch] is required");
  }
  state.map->batcher = std::move(found);
}

void read_writer(const Fields& fields, State& state) {
  const json::object* writer = fields.object("ResultWriter");
  if (!writer) return;
  const Fields inner(*writer, fields.at("ResultWriter"), fields.diagnostics());
  ResultWriter found;
  found.resource = inner.text("Resource");
  if (!found.resource.empty() && !is_call(found.resource, "s3:putObject")) {
    inner.complain("Value is not a valid resource ARN", "Resource");
  }
  found.parameters = inner.payload(state.jsonata() ? "Arguments" : "Parameters", state.language);
  inner.refuse_unknown({"Resource", state.jsonata() ? "Arguments" : "Parameters", "WriterConfig", "Comment"});
  // What is not exported is as compact as without a writer.
  found.transformation = found.resource.empty() ? "COMPACT" : "NONE";
  if (const auto* config = inner.object("WriterConfig")) {
    const Fields format(*config, inner.at("WriterConfig"), fields.diagnostics());
    format.refuse_unknown({"Transformation", "OutputType"});
    const std::string transformation = format.word("Transformation", {"NONE", "COMPACT", "FLATTEN"});
    const std::string type = format.word("OutputType", {"JSON", "JSONL"});
    if (!transformation.empty()) found.transformation = transformation;
    if (!type.empty()) found.output_type = type;
  }
  state.map->writer = std::move(found);
}

void check_label(const Fields& fields, const std::string& label, const Surroundings& around) {
  const auto complain = [&](const std::string& message, const char* code) {
    fields.complain(message, "Label", code);
  };
  const auto begins = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; };
  if (std::count_if(label.begin(), label.end(), begins) > 40) {
    complain("Label name '" + label + "' exceeds the 40-character limit allowed by the service",
             "INVALID_LABEL_NAME");
  }
  if (has_reserved(label, " \t\r\n?*<>{}[]:;,\\|^~$#%&`\""))
    complain("Label name '" + label + "' contains invalid characters", "INVALID_LABEL_NAME");
  if (!label.empty() && !around.names.labels.insert(label).second)
    complain("Duplicate Label name: " + label, "DUPLICATE_LABEL_NAME");
}

// These belong to the distributed mode. (ItemReader, ItemBatcher and ResultWriter fail when the state runs.)
void check_mode(const Fields& fields, const MapFields& map) {
  if (map.distributed) return;
  for (const std::string_view name : {"Label", "ToleratedFailureCount", "ToleratedFailurePercentage",
                                      "ToleratedFailureCountPath", "ToleratedFailurePercentagePath"}) {
    if (fields.has(name)) {
      fields.complain("The field '" + std::string(name) + "' is only supported in the 'DISTRIBUTED' mode",
                      std::string(name));
    }
  }
}

}  // namespace

void read_map(const Fields& fields, State& state, const Surroundings& around) {
  state.map = std::make_unique<MapFields>();
  MapFields& map = *state.map;
  read_processor(fields, state, around);
  if (state.jsonata()) {
    if (const auto* items = fields.raw("Items")) {
      const bool fits = items->is_array() || items->is_object() ||
                        (items->is_string() && jsonata_body(view(items->get_string())));
      if (!fits) fields.complain("Expected value of type Array or a JSONata expression", "Items");
      map.items = fields.payload("Items", state.language);
    }
  } else if (fields.has("ItemsPath")) {
    const PathField path = fields.path_field("ItemsPath");
    if (path.discards) fields.complain("Expected value of type String", "ItemsPath");
    if (path.path) {
      map.items = Template::computed(path.path->text, state.language, "ItemsPath");
      map.items_path = path.path->text;
    }
  }
  const bool selector = fields.has("ItemSelector");
  if (selector || !state.jsonata()) {
    state.parameters = fields.payload(selector ? "ItemSelector" : "Parameters", state.language);
  }
  if (!state.jsonata()) fields.one_of({"ItemSelector", "Parameters"});
  map.most_at_once = fields.bounded("MaxConcurrency", state.language, 0, most_items);
  map.tolerated_count = fields.bounded("ToleratedFailureCount", state.language, 0, most_items);
  map.tolerated_percentage = fields.bounded("ToleratedFailurePercentage", state.language, 0, 100, false);
  map.label = fields.text("Label");
  check_label(fields, map.label, around);
  read_reader(fields, state);
  read_batcher(fields, state);
  read_writer(fields, state);
  check_mode(fields, map);
}

}  // namespace orrery::states
