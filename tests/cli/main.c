// SPDX-License-Identifier: ISC

#include "tests.h"

int main(void)
{
	return test_db() + test_channel() + test_stock() + test_config() +
			       test_kernel_log() + test_nl80211() +
			       test_chart() + test_command() + test_release() +
			       test_state() + test_signing() ?
		       1 :
		       0;
}
