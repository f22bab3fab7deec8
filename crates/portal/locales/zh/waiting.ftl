stage-proposal-waiting = 待签署
stage-proposal-stale = 已失效
stage-proposal-expired = 已过期
stage-proposal-declined = 已退回
stage-proposal-appended = 已记入

waiting-hint = 贵机构已有人签署、尚缺签署的事项。签齐即记入账本。
waiting-mine = 待我签署
waiting-mine-empty = 没有等待您签署的事项。同事发起、尚需您签署的事项显示在此。
waiting-others-head = 待其他同事签署
waiting-ended = 近期办结
waiting-what = 事项
waiting-signed = 已签署
waiting-until = 签署截止
waiting-how = 结果
waiting-begun = 发起
waiting-as = 身份
waiting-needed = 须签署
waiting-with-checker = 尚缺复核人签署
waiting-missing = 还需 { $n } 人签署
waiting-missing-checker = { $n ->
    [1] 还需 1 名复核人签署
   *[other] 还需 { $n } 人签署，其中须有复核人
 }
waiting-sign = 签署或退回
waiting-sealed = 密封报价
waiting-sealed-text = 此处签署的只是报价文件的摘要，不含任何条件：截止时间前任何人都不能看到，平台也不例外。文件保存在密封该报价的同事的浏览器中，请向其索取并在此打开。摘要由您的浏览器计算，文件不会发送到任何地方；只有与所签署的文件完全一致时，才显示其中的条件。未看到内容时请勿签署。
waiting-viewer = 您的角色为查看，不签署业务。
waiting-not-mine = 此事项由其他角色的同事签署。
waiting-effect = 您与同事签署同一份内容，效力相同。签齐即记入账本，对贵机构有约束力，不可撤回。
waiting-next = 内容所涉各方即可看到。
waiting-expired-told = 签署截止 { $at } 已过，须重新发起。
waiting-declined-told = { $who } 退回：{ $reason }
waiting-appended-told = 已签齐并记入账本。
waiting-stale-told = { $who } 于 { $at } 以第 { $seq } 条办理了“{ $act }”，所依据的内容已变。请按最新情况重新发起。
waiting-stale-unseen = 所依据的 { $subject } 已变。请按最新情况重新发起。
