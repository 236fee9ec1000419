#include "services/s3/version.h"

namespace orrery::s3 {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t sequence_letters = 13;
constexpr std::size_t id_letters = 32;

json::array write_parts(const Version& version) {
  json::array parts;
  for (const Part& part : version.parts) {
    parts.push_back(json::array{part.number, part.size, json::string(to_base64(part.checksum))});
  }
  return parts;
}

std::string raw_text(const json::value& base64) {
  return from_base64(view(base64.as_string())).value_or(std::string{});
}

template <class Value>
void put_if(json::object& record, std::string_view name, const Value& value) {
  if (!value.empty()) record[name] = value;
}

template <class Value>
void take_if(const json::object& record, std::string_view name, Value& value) {
  const json::value* found = find(record, name);
  if (found == nullptr) return;
  if constexpr (std::is_same_v<Value, json::object>) value = found->as_object();
  if constexpr (std::is_same_v<Value, json::array>) value = found->as_array();
}

}  // namespace

std::string Version::checksum_text() const {
  std::string text = to_base64(checksum);
  if (composite) text += '-' + std::to_string(parts.size());
  return text;
}

void Version::add_checksum(json::object& out) const {
  if (!sum) return;
  out[name_of(*sum).member] = checksum_text();
  out["ChecksumType"] = composite ? "COMPOSITE" : "FULL_OBJECT";
}

std::string write_version(const Version& version) {
  json::object record{{"v", version.id},
                      {"q", version.sequence},
                      {"s", version.size},
                      {"m", epoch_milliseconds(version.modified)},
                      {"e", version.etag}};
  if (version.delete_marker) record["d"] = true;
  if (version.noncurrent_since != Instant{}) record["n"] = epoch_milliseconds(version.noncurrent_since);
  if (!version.pieces.empty()) record["b"] = to_json(version.pieces);
  if (!version.parts.empty()) record["p"] = write_parts(version);
  if (!version.upload_id.empty()) record["u"] = version.upload_id;
  if (version.sum) {
    record["c"] = json::array{static_cast<int>(*version.sum), json::string(to_base64(version.checksum)),
                              version.composite};
  }
  put_if(record, "a", version.attributes);
  put_if(record, "t", version.tags);
  put_if(record, "l", version.lock);
  put_if(record, "acl", version.acl);
  return to_text(record);
}

Version read_version(std::string key, std::string_view text) {
  json::monotonic_resource memory;
  const auto parsed = parse_json(text, 64, &memory);
  if (!parsed || !parsed->is_object()) throw StoreError("a record of s3 is not JSON");
  const json::object& record = parsed->get_object();
  Version version;
  version.key = std::move(key);
  version.id = view(record.at("v").as_string());
  version.sequence = record.at("q").to_number<std::uint64_t>();
  version.size = record.at("s").to_number<std::uint64_t>();
  version.modified = from_epoch_milliseconds(record.at("m").as_int64());
  version.etag = view(record.at("e").as_string());
  version.delete_marker = record.contains("d");
  if (const auto since = find_number(record, "n")) version.noncurrent_since = from_epoch_milliseconds(*since);
  if (const auto* pieces = find_array(record, "b")) version.pieces = pieces_from(*pieces);
  if (const auto* parts = find_array(record, "p")) {
    for (const json::value& item : *parts) {
      const json::array& part = item.as_array();
      version.parts.push_back(
          {part[0].to_number<std::uint64_t>(), part[1].to_number<std::uint64_t>(), raw_text(part[2])});
    }
  }
  version.upload_id = find_text(record, "u").value_or("");
  if (const auto* checksum = find_array(record, "c")) {
    version.sum = static_cast<Sum>((*checksum)[0].as_int64());
    version.checksum = raw_text((*checksum)[1]);
    version.composite = (*checksum)[2].as_bool();
  }
  take_if(record, "a", version.attributes);
  take_if(record, "t", version.tags);
  take_if(record, "l", version.lock);
  take_if(record, "acl", version.acl);
  return version;
}

std::string version_id(std::uint64_t sequence, std::string_view random) {
  std::string id(random.substr(0, id_letters - sequence_letters));
  for (int shift = 5 * (static_cast<int>(sequence_letters) - 1); shift >= 0; shift -= 5) {
    id += alphabet[(sequence >> shift) & 31];
  }
  return id;
}

std::optional<std::uint64_t> sequence_of(std::string_view version_id) {
  if (version_id.size() != id_letters) return std::nullopt;
  std::uint64_t sequence = 0;
  for (const char letter : version_id.substr(id_letters - sequence_letters)) {
    const std::size_t value = alphabet.find(letter);
    if (value == std::string_view::npos) return std::nullopt;
    sequence = sequence << 5 | value;
  }
  return sequence;
}

std::string list_time(Instant when) { return iso_time(std::chrono::floor<std::chrono::seconds>(when)); }

}  // namespace orrery::s3
