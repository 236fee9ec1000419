#include "core/protocol/cbor.h"

#include <bit>
#include <cmath>
#include <limits>

#include "core/digest.h"
#include "core/utf8.h"

namespace orrery::protocol {
namespace {

enum class Major : unsigned { natural, negative, bytes, text, array, map, tag, simple };

constexpr unsigned open_end = 31;
constexpr char cbor_end = '\xff';
constexpr std::uint64_t time_tag = 1;  // these clients count milliseconds under it
constexpr int cbor_depth = 100;
constexpr std::uint64_t greatest = std::numeric_limits<std::int64_t>::max();  // of a signed number

double widened(std::uint64_t bits, unsigned info) {
  if (info == 27) return std::bit_cast<double>(bits);
  if (info == 26) return std::bit_cast<float>(static_cast<std::uint32_t>(bits));
  const int exponent = static_cast<int>(bits >> 10 & 0x1f);
  const double fraction = static_cast<double>(bits & 0x3ff);
  const double size = exponent == 0    ? std::ldexp(fraction, -24)
                      : exponent == 31 ? std::numeric_limits<double>::infinity()
                                       : std::ldexp(fraction + 1024, exponent - 25);
  return bits & 0x8000 ? -size : size;
}

// Each part says whether it could be read.
class CborReader {
 public:
  explicit CborReader(std::string_view rest) : rest_(rest) {}

  bool at_end() const { return rest_.empty(); }

  bool value(json::value& out, int depth) {
    Head head;
    if (depth > cbor_depth || !read_head(head)) return false;
    switch (head.major) {
      case Major::natural:
        if (head.argument > greatest) {
          out = head.argument;
        } else {
          out = static_cast<std::int64_t>(head.argument);
        }
        return true;
      case Major::negative:
        if (head.argument > greatest) return false;
        out = -1 - static_cast<std::int64_t>(head.argument);
        return true;
      case Major::bytes:
      case Major::text:
        return string(head, out);
      case Major::array:
        return elements(head, out, depth);
      case Major::map:
        return members(head, out, depth);
      case Major::tag:
        return value(out, depth + 1) && (head.argument != time_tag || in_seconds(out));
      default:
        return plain(head, out);
    }
  }

 private:
  struct Head {
    Major major{};
    unsigned info = 0;
    std::uint64_t argument = 0;
  };

  bool read_head(Head& head) {
    if (rest_.empty()) return false;
    const auto first = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    head = {.major = static_cast<Major>(first >> 5u), .info = first & 31u};
    if (head.info < 24) head.argument = head.info;
    if (head.info < 24 || head.info == open_end) return true;
    if (head.info > 27) return false;
    const std::size_t size = std::size_t{1} << (head.info - 24);
    if (rest_.size() < size) return false;
    for (std::size_t at = 0; at < size; ++at)
      head.argument = head.argument << 8 | static_cast<unsigned char>(rest_[at]);
    rest_.remove_prefix(size);
    return true;
  }

  bool take_end() {
    if (rest_.empty() || rest_.front() != cbor_end) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // A piece, or pieces of the same kind up to the end.
  bool collect(const Head& head, std::string& out) {
    if (head.info != open_end) {
      if (head.argument > rest_.size()) return false;
      out.append(rest_.substr(0, head.argument));
      rest_.remove_prefix(head.argument);
      return true;
    }
    while (!take_end()) {
      Head piece;
      if (!read_head(piece) || piece.major != head.major || piece.info == open_end) return false;
      if (!collect(piece, out)) return false;
    }
    return true;
  }

  bool string(const Head& head, json::value& out) {
    std::string collected;
    if (!collect(head, collected)) return false;
    if (head.major == Major::text && !is_utf8(collected)) return false;
    out = json::string(head.major == Major::bytes ? to_base64(collected) : collected, out.storage());
    return true;
  }

  // Whether one more comes.
  bool more(const Head& head, std::uint64_t read) {
    return head.info == open_end ? !take_end() : read < head.argument;
  }

  bool elements(const Head& head, json::value& out, int depth) {
    json::array& list = out.emplace_array();
    for (std::uint64_t read = 0; more(head, read); ++read) {
      list.emplace_back(nullptr);
      if (!value(list.back(), depth + 1)) return false;
    }
    return true;
  }

  bool members(const Head& head, json::value& out, int depth) {
    json::object& object = out.emplace_object();
    for (std::uint64_t read = 0; more(head, read); ++read) {
      Head name;
      std::string collected;
      if (!read_head(name) || name.major != Major::text || !collect(name, collected) || !is_utf8(collected))
        return false;
      if (!value(object[collected], depth + 1)) return false;
    }
    return true;
  }

  static bool in_seconds(json::value& time) {
    if (!time.is_number()) return false;
    time = time.to_number<double>() / 1000;
    return true;
  }

  static bool plain(const Head& head, json::value& out) {
    switch (head.info) {
      case 20:
      case 21:
        out = head.info == 21;
        return true;
      case 22:
      case 23:
        out = nullptr;
        return true;
      case 25:
      case 26:
      case 27:
        out = widened(head.argument, head.info);
        return std::isfinite(out.get_double());  // JSON has no others, and nobody behind it looks for them
      default:
        return false;
    }
  }

  std::string_view rest_;
};

void append_big_endian(std::string& out, std::uint64_t number, int size) {
  for (int at = size - 1; at >= 0; --at) out += static_cast<char>(number >> 8 * at & 0xff);
}

void cbor_head(std::string& out, Major major, std::uint64_t argument) {
  const unsigned first = static_cast<unsigned>(major) << 5;
  if (argument < 24) {
    out += static_cast<char>(first | argument);
    return;
  }
  const int power = argument <= 0xff ? 0 : argument <= 0xffff ? 1 : argument <= 0xffffffff ? 2 : 3;
  out += static_cast<char>(first | static_cast<unsigned>(24 + power));
  append_big_endian(out, argument, 1 << power);
}

void cbor_string(std::string& out, Major major, std::string_view content) {
  cbor_head(out, major, content.size());
  out += content;
}

void cbor_integer(std::string& out, std::int64_t number) {
  if (number >= 0) return cbor_head(out, Major::natural, static_cast<std::uint64_t>(number));
  cbor_head(out, Major::negative, static_cast<std::uint64_t>(-1 - number));
}

void cbor_value(std::string& out, const json::value& value);

void cbor_member(std::string& out, std::string_view name, const json::value& value) {
  cbor_string(out, Major::text, name);
  if (name.ends_with("Timestamp") && value.is_number()) {
    cbor_head(out, Major::tag, time_tag);
    return cbor_integer(out, std::llround(value.to_number<double>() * 1000));
  }
  if (name == "Data" && value.is_string())
    if (const auto decoded = from_base64(view(value.get_string())))
      return cbor_string(out, Major::bytes, *decoded);
  cbor_value(out, value);
}

void cbor_value(std::string& out, const json::value& value) {
  switch (value.kind()) {
    case json::kind::null:
      return cbor_head(out, Major::simple, 22);
    case json::kind::bool_:
      return cbor_head(out, Major::simple, value.get_bool() ? 21 : 20);
    case json::kind::int64:
      return cbor_integer(out, value.get_int64());
    case json::kind::uint64:
      return cbor_head(out, Major::natural, value.get_uint64());
    case json::kind::double_:
      out += '\xfb';
      return append_big_endian(out, std::bit_cast<std::uint64_t>(value.get_double()), 8);
    case json::kind::string:
      return cbor_string(out, Major::text, view(value.get_string()));
    case json::kind::array:
      cbor_head(out, Major::array, value.get_array().size());
      for (const json::value& element : value.get_array()) cbor_value(out, element);
      return;
    case json::kind::object:
      cbor_head(out, Major::map, value.get_object().size());
      for (const auto& member : value.get_object()) cbor_member(out, member.key(), member.value());
      return;
  }
}

}  // namespace

bool is_cbor(std::string_view content_type) { return content_type.starts_with("application/x-amz-cbor-"); }

std::optional<json::value> parse_cbor(std::string_view bytes, json::storage_ptr memory) {
  CborReader reader(bytes);
  json::value value(std::move(memory));
  if (!reader.value(value, 0) || !reader.at_end()) return std::nullopt;
  return value;
}

std::string to_cbor(const json::object& object) {
  std::string out;
  cbor_head(out, Major::map, object.size());
  for (const auto& member : object) cbor_member(out, member.key(), member.value());
  return out;
}

}  // namespace orrery::protocol
