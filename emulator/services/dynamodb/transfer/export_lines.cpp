#include "services/dynamodb/transfer/export_lines.h"

#include "core/digest.h"
#include "services/dynamodb/number.h"
#include "services/dynamodb/value.h"

namespace orrery::dynamodb {
namespace {

// Ion reads JSON's strings; numbers without a point would be its integers, and DynamoDB's are decimals.
std::string ion_string(std::string_view text) { return to_text(json::value(boost_view(text))); }

std::string ion_number(std::string_view payload) {
  std::string text = number_text(payload);
  if (text.find('.') == text.npos) text += '.';
  return text;
}

std::string ion_blob(std::string_view bytes) { return "{{" + to_base64(bytes) + "}}"; }

bool is_plain_symbol(std::string_view name) {
  for (const std::string_view word : {"null", "true", "false", "nan"}) {
    if (name == word) return false;
  }
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
    if (!letter && (i == 0 || c < '0' || c > '9')) return false;
  }
  // $10 would be a symbol by its number.
  return !name.empty() && !(name[0] == '$' && name.find_first_not_of("0123456789", 1) == name.npos);
}

std::string ion_name(std::string_view name) {
  if (is_plain_symbol(name)) return std::string(name);
  std::string quoted = ion_string(name);
  std::string symbol = "'";
  for (std::size_t i = 1; i + 1 < quoted.size(); ++i) {
    if (quoted[i] == '\\' && quoted[i + 1] == '"') continue;
    if (quoted[i] == '\'') symbol += '\\';
    symbol += quoted[i];
    if (quoted[i] == '\\') symbol += quoted[++i];
  }
  return symbol + "'";
}

std::string ion_map(std::string_view members);

std::string ion_set(std::string_view kind, std::string_view payload,
                    std::string (*element)(std::string_view)) {
  std::string text = "$dynamodb_" + std::string(kind) + "::[";
  for (Reader reader(payload); !reader.done();) {
    text += element(reader.text());
    if (!reader.done()) text += ',';
  }
  return text + "]";
}

std::string ion_value(const Value& value) {
  switch (value.type) {
    case Type::string:
      return ion_string(value.payload);
    case Type::number:
      return ion_number(value.payload);
    case Type::binary:
      return ion_blob(value.payload);
    case Type::yes:
      return "true";
    case Type::no:
      return "false";
    case Type::null:
      return "null";
    case Type::string_set:
      return ion_set("SS", value.payload, ion_string);
    case Type::number_set:
      return ion_set("NS", value.payload, ion_number);
    case Type::binary_set:
      return ion_set("BS", value.payload, ion_blob);
    case Type::map:
      return ion_map(value.payload);
    case Type::list: {
      std::string text = "[";
      for (Reader reader(value.payload); !reader.done();) {
        text += ion_value(reader.value());
        if (!reader.done()) text += ',';
      }
      return text + "]";
    }
  }
  return "null";
}

std::string ion_map(std::string_view members) {
  std::string text = "{";
  for (Reader reader(members); !reader.done();) {
    text += ion_name(reader.text()) + ":";
    text += ion_value(reader.value());
    if (!reader.done()) text += ',';
  }
  return text + "}";
}

std::string image(ExportFormat format, std::string_view item) {
  return format == ExportFormat::ion ? ion_map(item) : to_text(item_to_json(item));
}

}  // namespace

std::string export_line(ExportFormat format, std::string_view item) {
  return format == ExportFormat::ion ? "$ion_1_0 {Item:" + ion_map(item) + "}\n"
                                     : "{\"Item\":" + image(format, item) + "}\n";
}

std::string export_line(ExportFormat format, const Change& change) {
  const bool ion = format == ExportFormat::ion;
  const std::string quote = ion ? "" : "\"";
  const auto named = [&](std::string_view name) { return quote + std::string(name) + quote + ":"; };
  const std::string micros = std::to_string(change.when.time_since_epoch().count());
  std::string line = ion ? "$ion_1_0 {" : "{";
  line += named("Metadata") + "{" + named("WriteTimestampMicros") +
          (ion ? micros + "." : "{\"N\":\"" + micros + "\"}") + "}," + named("Keys") +
          image(format, change.keys);
  if (change.old_image) line += "," + named("OldImage") + image(format, *change.old_image);
  if (change.new_image) line += "," + named("NewImage") + image(format, *change.new_image);
  return line + "}\n";
}

}  // namespace orrery::dynamodb
