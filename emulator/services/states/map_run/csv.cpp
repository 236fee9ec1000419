#include <algorithm>

#include "core/utf8.h"
#include "services/states/java.h"
#include "services/states/map_run/items.h"

namespace orrery::states {
namespace {

// As AWS parses text delimited files: fields in quotes may hold delimiters and line ends.
class CsvReader {
 public:
  CsvReader(std::string_view text, char delimiter) : text_(text), delimiter_(delimiter) {}

  // False at the end. Empty lines are passed over.
  bool row(std::vector<std::string>& fields) {
    while (at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\r')) ++at_;
    if (at_ >= text_.size()) return false;
    fields.clear();
    do fields.push_back(field());
    while (next_field());
    return true;
  }

 private:
  std::string field() {
    std::string value;
    const bool quoted = at_ < text_.size() && text_[at_] == '"';
    if (quoted) {
      for (++at_; at_ < text_.size() && !closes(); ++at_) take(value);
      ++at_;
    }
    for (; at_ < text_.size() && !ends_field(); ++at_) take(value);
    return as_utf8(std::move(value));
  }

  char next() const { return at_ + 1 < text_.size() ? text_[at_ + 1] : '\0'; }
  bool closes() const { return text_[at_] == '"' && next() != '"'; }
  bool ends_field() const { return text_[at_] == delimiter_ || text_[at_] == '\n' || text_[at_] == '\r'; }

  // A quote is doubled or follows a backslash, which keeps itself and the delimiter, too, and is no part of
  // the text.
  void take(std::string& value) {
    if (text_[at_] == '"' && next() == '"') ++at_;
    if (text_[at_] == '\\') {
      const char kept = next();
      if (kept != '\\' && kept != '"' && kept != delimiter_) return;
      ++at_;
    }
    value += text_[at_];
  }

  bool next_field() {
    if (at_ >= text_.size() || text_[at_] != delimiter_) return false;
    ++at_;
    return true;
  }

  std::string_view text_;
  char delimiter_;
  std::size_t at_ = 0;
};

// AWS keeps a row in a HashMap, so that an item has its members in the order of their names' hashes.
std::vector<std::size_t> order_of_members(const std::vector<std::string>& headers) {
  std::vector<std::uint32_t> hashes;
  for (const std::string& header : headers) hashes.push_back(java_text_hash(header));
  return order_in_table(hashes, headers.size());
}

}  // namespace

json::array read_csv(std::string_view text, char delimiter, std::vector<std::string> headers,
                     std::size_t most) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  CsvReader reader(text, delimiter);
  json::array items;
  std::vector<std::string> fields;
  if (headers.empty() && reader.row(fields)) headers = fields;
  const std::vector<std::size_t> order = order_of_members(headers);
  while (items.size() < most && reader.row(fields)) {
    json::object item;
    for (const std::size_t i : order) item[headers[i]] = i < fields.size() ? fields[i] : std::string();
    items.push_back(std::move(item));
  }
  return items;
}

json::array read_json_lines(std::string_view text, std::size_t most) {
  json::array items;
  while (!text.empty() && items.size() < most) {
    const std::size_t end = std::min(text.size(), text.find('\n'));
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(text.size(), end + 1));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    auto item = read_document(line);
    if (!item)
      throw Failure("States.ItemReaderFailed",
                    "Attempting to map over invalid JSON lines: " + as_utf8(unreadable(line)));
    items.push_back(std::move(*item));
  }
  return items;
}

}  // namespace orrery::states
