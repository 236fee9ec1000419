#pragma once
// A time picture taken apart, and a moment taken apart as pictures see it.
#include "services/states/jsonata/integer_picture.h"

namespace orrery::states::jsonata {

struct TimePart {
  std::string literal;  // where `component` is 0
  char component = 0;
  std::optional<IntegerPicture::Case> names;  // written as a name
  std::optional<IntegerPicture> integer;
  bool zulu = false;                       // 't': UTC is Z
  std::optional<std::size_t> least, most;  // widths
  int year_digits = -1;
};

// Throws Error.
std::vector<TimePart> read_time_picture(std::string_view picture);

// What a component of that moment is as a number; `P`: 1 in the afternoon.
int time_component(std::int64_t ms, char component);

extern const char* const month_names[12];
extern const char* const day_names[7];

}  // namespace orrery::states::jsonata
