#include "core/utf8.h"
#include "services/states/map_run/items.h"

namespace orrery::states {
namespace {

// Fields in quotes may hold delimiters, line ends and doubled quotes.
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
    if (at_ < text_.size() && text_[at_] == '"') {
      for (++at_; at_ < text_.size(); ++at_) {
        if (text_[at_] == '"') {
          if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') break;
          ++at_;
        }
        value += text_[at_];
      }
      ++at_;
    }
    while (at_ < text_.size() && text_[at_] != delimiter_ && text_[at_] != '\n' && text_[at_] != '\r') {
      value += text_[at_++];
    }
    return as_utf8(std::move(value));
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

}  // namespace

json::array read_csv(std::string_view text, char delimiter, std::vector<std::string> headers,
                     std::size_t most) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  CsvReader reader(text, delimiter);
  json::array items;
  std::vector<std::string> fields;
  if (headers.empty() && reader.row(fields)) headers = fields;
  while (items.size() < most && reader.row(fields)) {
    json::object item;
    for (std::size_t i = 0; i < headers.size(); ++i)
      item[headers[i]] = i < fields.size() ? fields[i] : std::string();
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
