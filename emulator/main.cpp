#include "cli/options.h"

int main(int count, char** arguments) { return orrery::cli::run(count, arguments); }
