#pragma once
// Regular expressions as ECMAScript writes them, matched in bounded time and memory whatever the pattern is:
// a search that takes too many steps is given up with an error. Texts are UTF-8, positions count bytes.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::states {

struct RegexError : std::exception {
  explicit RegexError(std::string message_) : message(std::move(message_)) {}
  const char* what() const noexcept override { return message.c_str(); }
  std::string message;
};

struct RegexProgram;

class Regex {
 public:
  struct Flags {
    bool ignore_case = false;
    bool multiline = false;  // '^' and '$' at every line
  };
  struct Match {
    struct Span {
      std::size_t begin = 0, end = 0;
    };
    Span whole;
    std::vector<std::optional<Span>> groups;
  };

  // Throws RegexError where `pattern` is not one.
  explicit Regex(std::string_view pattern) : Regex(pattern, Flags()) {}
  Regex(std::string_view pattern, Flags flags);

  // The first match at or behind `from`. `steps`: how much work it was. Throws RegexError where it is too
  // much.
  std::optional<Match> search(std::string_view text, std::size_t from = 0,
                              std::size_t* steps = nullptr) const;

 private:
  std::shared_ptr<const RegexProgram> program_;
};

// Case of a character outside ASCII too, as Unicode maps one character to one.
char32_t to_upper(char32_t point);
char32_t to_lower(char32_t point);

}  // namespace orrery::states
