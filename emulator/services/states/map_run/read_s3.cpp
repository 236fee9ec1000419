// ItemReader: the objects below a prefix, or the items in one object, in all below a prefix, or in those that
// a manifest names.
#include "core/digest.h"
#include "core/utf8.h"
#include "services/states/integrations/sdk.h"
#include "services/states/map_run/items.h"

namespace orrery::states {
namespace {

constexpr std::size_t most_items_ever = 100'000'000;
constexpr std::size_t most_unpacked_bytes = 1u << 30;

struct Object {
  std::string bucket, key;
};

bool is_gzip(std::string_view bytes) { return bytes.starts_with("\x1f\x8b"); }

// "s3://bucket/a/key", perhaps in quotes.
std::optional<Object> object_at(std::string_view uri) {
  const auto begin = uri.find_first_not_of(" \t\r\""), end = uri.find_last_not_of(" \t\r\"");
  if (begin == std::string_view::npos) return std::nullopt;
  uri = uri.substr(begin, end + 1 - begin);
  if (!uri.starts_with("s3://")) return std::nullopt;
  uri.remove_prefix(5);
  const std::size_t slash = uri.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  return Object{std::string(uri.substr(0, slash)), std::string(uri.substr(slash + 1))};
}

// One reading on its way; the answers of S3 move it along.
struct Reading : std::enable_shared_from_this<Reading> {
  Reading(Engine& engine_, Context context_) : engine(engine_), context(std::move(context_)) {}

  Engine& engine;
  Context context;
  json::object parameters, config;
  std::size_t most = most_items_ever;
  ItemsDone done;
  ItemsFailed failed;
  json::array items;
  std::vector<std::string> sources;  // of the items, where they come from several objects
  std::vector<Object> files;         // that a manifest names, or below the prefix, last first
  std::vector<std::string> schema;   // of the rows of an inventory

  bool flattens() const { return word("Transformation") == "LOAD_AND_FLATTEN"; }
  std::string bucket() const { return text_of(parameters, "Bucket"); }
  static std::string uri(const Object& object) {
    return "S3://" + object.bucket + (object.key.empty() ? "" : "/" + object.key);
  }
  std::string own_uri() const { return uri({bucket(), text_of(parameters, "Key")}); }
  std::string word(std::string_view name) const { return text_of(config, name); }

  void ask(std::string_view operation, json::object input, std::function<void(json::object)> then) {
    engine.core.caller.call("s3", operation, context, std::move(input),
                            Reply([self = shared_from_this(), then = std::move(then)](Result result) {
                              if (auto* error = std::get_if<AwsError>(&result)) {
                                return self->failed(Failure("States.ItemReaderFailed", error->message));
                              }
                              try {
                                then(std::move(std::get<json::object>(result)));
                              } catch (Failure& failure) {
                                self->failed(std::move(failure));
                              }
                            }));
  }

  void list(std::string token) {
    json::object input = parameters;
    if (!token.empty()) input["ContinuationToken"] = token;
    ask("ListObjectsV2", std::move(input),
        [self = shared_from_this()](json::object page) { self->take_page(page); });
  }

  void take_page(const json::object& page) {
    if (const auto* contents = find_array(page, "Contents")) {
      for (const auto& entry : *contents) {
        if (items.size() >= most) break;
        if (!flattens()) {
          items.push_back(object_item(entry.get_object()));
        } else if (const auto key = find_text(entry.get_object(), "Key"); key && !key->ends_with('/')) {
          files.push_back({bucket(), std::string(*key)});
        }
      }
    }
    const auto next = find_text(page, "NextContinuationToken");
    if (next && items.size() < most) return list(std::string(*next));
    if (!flattens()) return done({std::move(items), false, uri({bucket(), {}}), {}});
    std::reverse(files.begin(), files.end());
    next_file();
  }

  // The items of one file after another, as if they were in one.
  void next_file() {
    if (files.empty() || items.size() >= most)
      return done({std::move(items), false, own_uri(), std::move(sources)});
    const Object file = files.back();
    files.pop_back();
    get(
        [self = shared_from_this(), file](const std::string& body) {
          const std::size_t room = self->most - self->items.size();
          SourcedItems found;
          if (self->schema.empty()) {
            found = self->parsed(body, room);
          } else {
            found.items = read_csv(body, ',', self->schema, room);
          }
          for (auto& item : found.items) {
            self->items.push_back(std::move(item));
            self->sources.push_back(uri(file));
          }
          self->engine.core.loop.post([self] { self->next_file(); });
        },
        json::object{{"Bucket", file.bucket}, {"Key", file.key}});
  }

  static json::value object_item(const json::object& entry) {
    json::object item;
    if (const auto* tag = find(entry, "ETag")) item["Etag"] = *tag;
    item["Key"] = entry.at("Key");
    if (const auto* when = find(entry, "LastModified")) {
      if (when->is_string()) {
        const auto parsed = parse_iso_time(view(when->get_string()));
        if (parsed) item["LastModified"] = epoch_seconds(*parsed);
      } else if (when->is_number()) {
        item["LastModified"] = static_cast<std::int64_t>(number_of(*when));
      }
    }
    for (const auto member : {"Size", "StorageClass"}) {
      if (const auto* value = find(entry, member)) item[member] = *value;
    }
    return item;
  }

  void get(std::function<void(std::string)> then, json::object where) {
    ask("GetObject", std::move(where), [then = std::move(then)](json::object answer) {
      std::string body = from_base64(find_text(answer, "Body").value_or("")).value_or("");
      then(is_gzip(body) ? unpack_gzip(body, most_unpacked_bytes) : std::move(body));
    });
  }

  void read_object() {
    get([self = shared_from_this()](std::string body) { self->take_object(body); }, parameters);
  }

  void take_object(const std::string& body) {
    if (word("ManifestType") == "ATHENA_DATA") return read_athena_manifest(body);
    if (word("InputType") == "MANIFEST" || word("ManifestType") == "S3_INVENTORY")
      return read_inventory(body);
    SourcedItems found = parsed(body, most);
    found.source = own_uri();
    done(std::move(found));
  }

  SourcedItems parsed(const std::string& body, std::size_t room) const {
    const std::string type = word("InputType");
    SourcedItems found;
    if (type == "CSV") {
      std::vector<std::string> headers;
      if (word("CSVHeaderLocation") == "GIVEN") headers = given_headers();
      found.items = read_csv(body, delimiter(), std::move(headers), room);
    } else if (type == "JSONL") {
      found.items = read_json_lines(body, room);
    } else if (type == "JSON" || type.empty()) {
      found = parsed_json(body, room);
    } else {
      throw Failure("States.ItemReaderFailed", "The InputType '" + type + "' is not supported by orrery");
    }
    return found;
  }

  std::vector<std::string> given_headers() const {
    std::vector<std::string> headers;
    if (const auto* given = find_array(config, "CSVHeaders")) {
      for (const auto& one : *given) headers.emplace_back(one.is_string() ? view(one.get_string()) : "");
    }
    return headers;
  }

  char delimiter() const {
    static constexpr std::pair<std::string_view, char> known[] = {
        {"PIPE", '|'}, {"SEMICOLON", ';'}, {"SPACE", ' '}, {"TAB", '\t'}};
    for (const auto& [name, byte] : known) {
      if (word("CSVDelimiter") == name) return byte;
    }
    return ',';
  }

  SourcedItems parsed_json(const std::string& body, std::size_t room) const {
    const auto document = read_document(body);
    if (!document)
      throw Failure("States.ItemReaderFailed",
                    "Attempting to map over invalid JSON: " + as_utf8(unreadable(body)));
    const json::value* place = at_pointer(*document, word("ItemsPointer"));
    if (!place) {
      throw runtime_failure(
          "The provided ReaderConfig.ItemsPointer does not match any valid path in the JSON structure.",
          "States.ItemReaderFailed");
    }
    if (!place->is_array() && !place->is_object())
      throw runtime_failure("Attempting to map over non-iterable node.", "States.ItemReaderFailed");
    SourcedItems found;
    found.members = place->is_object();
    if (place->is_array()) {
      for (const auto& item : place->get_array()) {
        if (found.items.size() >= room) break;
        found.items.push_back(item);
      }
      return found;
    }
    for (const auto& [key, value] : place->get_object()) {
      if (found.items.size() >= room) break;
      found.items.push_back(json::object{{"Key", key}, {"Value", value}});
    }
    return found;
  }

  // An S3 inventory: the manifest names gzip files of rows without headers.
  void read_inventory(const std::string& body) {
    const auto manifest = read_document(body);
    const auto* named =
        manifest && manifest->is_object() ? find_array(manifest->get_object(), "files") : nullptr;
    if (!named) throw Failure("States.ItemReaderFailed", "The manifest has no files");
    if (find_text(manifest->get_object(), "fileFormat").value_or("CSV") != "CSV") {
      throw Failure("States.ItemReaderFailed", "Only inventories in CSV are supported by orrery");
    }
    std::string_view names = find_text(manifest->get_object(), "fileSchema").value_or("Bucket, Key");
    while (!names.empty()) {
      const std::size_t end = std::min(names.size(), names.find(','));
      std::string name(names.substr(0, end));
      std::erase(name, ' ');
      schema.push_back(std::move(name));
      names.remove_prefix(std::min(names.size(), end + 1));
    }
    for (const auto& file : *named) {
      if (file.is_object()) files.push_back({bucket(), text_of(file.get_object(), "key")});
    }
    std::reverse(files.begin(), files.end());
    next_file();
  }

  // What a query of Athena unloaded: a line for each file, and what they hold by InputType.
  void read_athena_manifest(std::string_view lines) {
    while (!lines.empty()) {
      const std::size_t end = std::min(lines.size(), lines.find('\n'));
      if (auto file = object_at(lines.substr(0, end))) files.push_back(std::move(*file));
      lines.remove_prefix(std::min(lines.size(), end + 1));
    }
    std::reverse(files.begin(), files.end());
    next_file();
  }
};

}  // namespace

double items_asked(const ItemReader& reader, const Scope& scope, const Tools& tools) {
  const json::value evaluated = reader.config.evaluate(scope, tools);
  if (!evaluated.is_object()) return 0;
  const json::object& config = evaluated.get_object();
  if (const auto path = find_text(config, "MaxItemsPath")) {
    const Template field = Template::computed(*path, QueryLanguage::json_path, "MaxItemsPath");
    return map_number(field, "MaxItems", scope, tools);
  }
  return static_cast<double>(find_number(config, "MaxItems").value_or(0));
}

void read_from_s3(Engine& engine, const Context& context, const ItemReader& reader, const Scope& scope,
                  ItemsDone done, ItemsFailed failed) {
  const Tools tools = engine.tools();
  auto reading = std::make_shared<Reading>(engine, context);
  json::value parameters = reader.parameters.evaluate(scope, tools);
  json::value config = reader.config.evaluate(scope, tools);
  if (parameters.is_object()) reading->parameters = std::move(parameters.get_object());
  if (config.is_object()) reading->config = std::move(config.get_object());
  reading->done = std::move(done);
  reading->failed = std::move(failed);
  const double asked = items_asked(reader, scope, tools);
  if (asked < 0) return reading->failed({"States.ItemReaderFailed", "field MaxItems must be positive"});
  if (asked > 0) reading->most = static_cast<std::size_t>(asked);
  if (reader.resource.ends_with("listObjectsV2")) return reading->list({});
  reading->read_object();
}

}  // namespace orrery::states
